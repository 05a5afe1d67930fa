// Runs the browser's calculator in node: standard input is {"definition": …, "inputs": [fields, …]}.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const folder = path.join(__dirname, "../../site_templates/assets/targets");
const window = {};
window.window = window;
vm.createContext(window);
for (const name of ["numbers", "calculator"]) {
  const script = path.join(folder, `${name}.js`);
  vm.runInContext(fs.readFileSync(script, "utf8"), window, { filename: script });
}

const asked = JSON.parse(fs.readFileSync(0, "utf8"));
const calculator = window.smartekaTargets.calculator(asked.definition);
process.stdout.write(JSON.stringify(asked.inputs.map(fields => calculator.calculate(fields))));
