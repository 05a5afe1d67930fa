// Runs the browser's engine in node: `node run_vectors.cjs` answers each line of standard input with a line.
// A line is a page of its own, which knows nothing of those before it: {"site": folder, …}.
//
// {"vectors": …} is answered with what differs; {"searches": [[query, options], …]} with the results,
// {"files": true} beside them also with the shards that each of the searches has loaded; a fault with {"fault": …}.
"use strict";

const fs = require("fs");
const path = require("path");
const readline = require("readline");
const vm = require("vm");
const { pathToFileURL } = require("url");

const ASSETS = path.join(__dirname, "../../site_templates/assets");
const PARTS = JSON.parse(fs.readFileSync(path.join(ASSETS, "joined.json"), "utf8"))["search.js"]
  .map(part => [path.join(ASSETS, part), fs.readFileSync(path.join(ASSETS, part), "utf8")]);

function engine(site) {
  const window = { URL, Promise, Map, Set, location: { protocol: "file:" }, loaded: [] };
  window.window = window;
  window.document = {
    currentScript: { src: pathToFileURL(path.join(site, "assets/search.js")).href, dataset: {} },
    createElement: () => ({ remove() {} }),
    head: {
      appendChild(element) {
        setImmediate(() => {
          const file = new URL(element.src).pathname;
          if (!fs.existsSync(file)) return element.onerror();
          window.loaded.push(`${path.basename(file, ".js")} ${path.basename(path.dirname(file))}`);
          window.document.currentScript = element;
          vm.runInContext(fs.readFileSync(file, "utf8"), window, { filename: file });
          window.document.currentScript = null;
          element.onload();
        });
      },
    },
  };
  vm.createContext(window);
  for (const [script, text] of PARTS) vm.runInContext(text, window, { filename: script });
  return window;
}

const told = value => JSON.stringify(value);
const token = each => [each.word, each.start, each.end, each.parts.map(token)];
const asSet = word => told(word.map(told).sort()); // the order of what counts alike says nothing

async function differences(window, vectors) {
  const search = window.smartekaSearch, own = search.words, found = [];
  const compare = (what, expected, got) => {
    if (told(expected) !== told(got)) found.push(`${what}: expected ${told(expected)}, got ${told(got)}`);
  };
  for (const [word, expected] of vectors.normalised) compare(`normalise(${told(word)})`, expected, own.normalise(word));
  for (const [text, expected] of vectors.tokens) compare(`tokenise(${told(text)})`, expected, own.tokenise(text).map(token));
  for (const [text, expected] of vectors.layouts) compare(`otherLayout(${told(text)})`, expected, own.otherLayout(text));
  for (const [word, expected] of vectors.cyrillic) compare(`inCyrillic(${told(word)})`, expected, own.inCyrillic(word));
  for (const [one, other, expected] of vectors.slips) compare(`isSlip(${told(one)}, ${told(other)})`, expected, own.isSlip(one, other));
  for (const { query, words, light, named, suggestion } of vectors.queries) {
    const got = await search.search(query, { limit: 1 });
    compare(`lemmas of ${told(query)}`, words.map(asSet), got.understood.map(each => asSet(each.lemmas)));
    compare(`light words of ${told(query)}`, light, got.understood.map(each => each.light));
    compare(`names in ${told(query)}`, named.map(each => [each[0], each[1], asSet(each[2])]),
      got.named.map(each => [each.start, each.end, asSet(each.lemmas)]));
    compare(`suggestion for ${told(query)}`, suggestion, got.suggestion);
  }
  return found;
}

async function answer(asked) {
  const window = engine(asked.site);
  if (asked.vectors) return differences(window, asked.vectors);
  const answers = [];
  for (const [query, options] of asked.searches) {
    const before = window.loaded.length;
    const found = await window.smartekaSearch.search(query, options || {});
    answers.push(asked.files ? Object.assign(found, { files: window.loaded.slice(before) }) : found);
  }
  return answers;
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const told = await answer(JSON.parse(line)).catch(fault => ({ fault: String(fault.stack || fault) }));
    process.stdout.write(`${JSON.stringify(told)}\n`);
  }
}

main();
