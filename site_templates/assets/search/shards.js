// Files of the index that generator/search/static_index.py writes: classic scripts, so that they load by double click (file://), too.
(function () {
  "use strict";

  const script = document.currentScript;
  const base = new URL((script.dataset && script.dataset.index) || "../search/", script.src).href;

  const waiting = new Map(); // address of a shard → what to do with its contents
  window.smartekaShard = (kind, ...contents) => {
    const done = waiting.get(document.currentScript.src);
    if (done) done(contents);
  };

  // What a shard holds. Under file:// it can be had as a script only; a server sends it sooner as a text.
  const load = location.protocol === "file:" ? fromScript : fromText;
  const contentsOf = address => load(address).catch(() => load(address)); // what is lost on the way comes the second time

  function fromText(address) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest(), fail = () => failed(new Error("smarteka: " + address));
      request.open("GET", address);
      request.onload = () => { request.status === 200 ? done(request.responseText) : fail(); };
      request.onerror = fail;
      request.send();
    }).then(text => JSON.parse("[" + text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")) + "]")); // or what a network says before one logs in
  }

  function fromScript(address) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      const finish = () => {
        element.remove();
        waiting.delete(address);
        failed(new Error("smarteka: " + address)); // says nothing once the contents have come
      };
      waiting.set(address, done);
      element.charset = "utf-8";
      element.onload = element.onerror = finish;
      element.src = address;
      document.head.appendChild(element);
    });
  }

  /** contentsOf(address) → a promise of what the shard at the address gives after its name; it fails where nothing came. */
  window.smartekaSearch.shards = { base, contentsOf };
})();
