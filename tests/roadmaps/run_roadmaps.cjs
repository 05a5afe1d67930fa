// Runs the builder's data modules in node: standard input is {"words", "choices": […], "records": [{"record", "names"}]}.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const folder = path.join(__dirname, "../../site_templates/assets");
const window = {};
window.window = window;
vm.createContext(window);
for (const name of ["drafting/values", "shared/csv", "roadmap/record", "roadmap/form", "roadmap/files"]) {
  const script = path.join(folder, `${name}.js`);
  vm.runInContext(fs.readFileSync(script, "utf8"), window, { filename: script });
}

const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const kit = window.smartekaRoadmap;
const tools = kit.tools(asked.words);
const forms = kit.forms(asked.words);
process.stdout.write(JSON.stringify({
  composed: asked.choices.map(each => tools.compose(each.data, each.region, each.regionTitle, each.chosen)),
  records: asked.records.map(({ record, names }) => ({
    findings: tools.findings(record),
    form: forms.form(record, names),
    csv: kit.files.csv(forms.table(record, names)),
    json: kit.files.json(record),
    again: tools.toRecord(tools.toDraft(record)),
  })),
}));
