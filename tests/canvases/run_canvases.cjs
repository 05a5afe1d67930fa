// Runs the data modules of the template pages in node: standard input is [{"words", "record", "names"}].
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const folder = path.join(__dirname, "../../site_templates/assets");
const window = {};
window.window = window;
vm.createContext(window);
for (const name of ["drafting/values", "canvas/form", "canvas/record"]) {
  const script = path.join(folder, `${name}.js`);
  vm.runInContext(fs.readFileSync(script, "utf8"), window, { filename: script });
}

const kit = window.smartekaCanvas;
process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map(({ words, record, names }) => {
  const tools = kit.tools(words, words.template);
  return {
    form: kit.forms(words).form(words.template, record, names),
    again: tools.toRecord(tools.toDraft(record)),
  };
})));
