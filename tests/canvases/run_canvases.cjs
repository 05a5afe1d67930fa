// Runs the data modules of the template pages in node: standard input is [{"words", "record", "names"}]; with "typed": [[path, text]],
// what becomes of texts that somebody types into the fields of the record comes instead.
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
process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map(({ words, record, names, typed }) => {
  const tools = kit.tools(words, words.template);
  if (typed) return typed.map(([path, text]) => {
    const draft = tools.toDraft(record), keys = path.split("."), last = keys.pop();
    keys.reduce((part, key) => part[key], draft)[last] = text;
    return tools.toRecord(draft);
  });
  return {
    form: kit.forms(words).form(words.template, record, names),
    again: tools.toRecord(tools.toDraft(record)),
  };
})));
