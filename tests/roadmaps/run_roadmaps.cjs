// Runs the builder's data modules in node: standard input is {"words", "choices": […], "records": [{"record", "names"}],
// "typed": [{"record", "path", "text"}]}: what becomes of a text that somebody types into a field.
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
const into = (part, path) => path.split(".").slice(0, -1).reduce((inner, key) => inner[key], part);
const last = path => path.split(".").pop();
process.stdout.write(JSON.stringify({
  composed: asked.choices.map(each => tools.compose(each.data, each.region, each.regionTitle, each.chosen)),
  records: asked.records.map(({ record, names }) => ({
    findings: tools.findings(record),
    form: forms.form(record, names),
    csv: kit.files.csv(forms.table(record, names)),
    json: kit.files.json(record),
    again: tools.toRecord(tools.toDraft(record)),
  })),
  typed: (asked.typed || []).map(({ record, path, text }) => {
    const draft = tools.toDraft(record);
    into(draft, path)[last(path)] = text;
    const made = tools.toRecord(draft);
    return { value: into(made.record, path)[last(path)], record: made.record, faults: made.faults };
  }),
}));
