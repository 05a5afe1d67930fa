// Runs the browser's typography in node: standard input is a list of texts, standard output the list of what they become.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const script = path.join(__dirname, "../../site_templates/assets/shared/typography.js");
const window = {};
window.window = window;
vm.createContext(window);
vm.runInContext(fs.readFileSync(script, "utf8"), window, { filename: script });

process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map(window.smartekaTypography.typograph)));
