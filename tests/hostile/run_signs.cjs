// Which signs the browser's drafts lose: standard input is a list of texts, standard output the list of what is kept of them.
"use strict";

const fs = require("fs");
const path = require("path");
const vm = require("vm");

const script = path.join(__dirname, "../../site_templates/assets/drafting/values.js");
const window = {};
window.window = window;
vm.createContext(window);
vm.runInContext(fs.readFileSync(script, "utf8"), window, { filename: script });

const kept = (text) => text.replace(window.smartekaDrafting.values.INVISIBLE, "");
process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(0, "utf8")).map(kept)));
