// Drafts in this browser: several of a kind, one open, each with its steps back and forth.
(function () {
  "use strict";

  var MOST_STEPS = 200;

  function stored(store) {
    try {
      var found = JSON.parse(localStorage.getItem(store) || "null");
      if (!found || !Array.isArray(found.drafts)) return { open: "", drafts: [] };
      return { open: found.open, drafts: found.drafts.filter(function (each) { return each && each.key && each.values; }) };
    } catch (error) {
      return { open: "", drafts: [] };
    }
  }

  // store: where they are kept; empty() makes the values of a new draft; told(problem) hears when the browser
  // refuses to keep them; changed() when another window changed the open draft.
  function drafts(store, empty, told, changed) {
    var all = [], open = "", steps = {}, last = null;

    function read() {
      var found = stored(store);
      all = found.drafts;
      open = found.open;
      if (!all.length) add(empty());
      if (!current()) open = all[0].key;
    }
    // Another window may have drafts that this one has not seen: only the open one is written over.
    function keep(removed) {
      var mine = entry(), seen = stored(store).drafts;
      if (seen.length) {
        all = seen.filter(function (each) { return each.key !== removed; }).map(function (each) {
          return mine && each.key === mine.key ? mine : each;
        });
        if (mine && all.indexOf(mine) < 0) all.push(mine);
      }
      try {
        localStorage.setItem(store, JSON.stringify({ open: open, drafts: all }));
        told("");
      } catch (error) {
        told("Браузер не даёт хранить черновики: закроете страницу – написанное пропадёт. Скачайте файл.");
      }
    }
    function entry() {
      return all.filter(function (each) { return each.key === open; })[0];
    }
    function current() {
      return entry() && entry().values;
    }
    function history() {
      steps[open] = steps[open] || { back: [], forth: [] };
      return steps[open];
    }
    function add(values) {
      var key = Date.now().toString(36) + Math.random().toString(36).slice(2, 6);
      all.push({ key: key, values: values });
      open = key;
      last = null;
      keep();
    }
    // Changes under one mark in a row (typing in one field) are one step.
    function change(mark, make) {
      var before = JSON.stringify(current());
      make(current());
      if (JSON.stringify(current()) === before) return;
      var now = history();
      if (!mark || mark !== last) now.back.push(before);
      if (now.back.length > MOST_STEPS) now.back.shift();
      now.forth = [];
      last = mark;
      keep();
    }
    function step(from, to) {
      var now = history();
      if (!now[from].length) return false;
      now[to].push(JSON.stringify(current()));
      entry().values = JSON.parse(now[from].pop());
      last = null;
      keep();
      return true;
    }

    read();
    window.addEventListener("storage", function (event) {
      if (event.key !== store) return;
      var before = JSON.stringify(current()), seen = stored(store).drafts;
      if (seen.some(function (each) { return each.key === open; })) all = seen;
      else all = seen.concat(entry()); // removed there, still open here
      if (JSON.stringify(current()) !== before) steps[open] = undefined;
      changed(JSON.stringify(current()) !== before);
    });
    return {
      current: current, add: add, change: change,
      undo: function () { return step("back", "forth"); },
      redo: function () { return step("forth", "back"); },
      canUndo: function () { return history().back.length > 0; },
      canRedo: function () { return history().forth.length > 0; },
      list: function () {
        return all.map(function (each) { return { key: each.key, title: each.values.title, open: each.key === open }; });
      },
      values: function () { return all.map(function (each) { return each.values; }); },
      open: function (key) {
        open = key;
        last = null;
        keep();
      },
      remove: function () {
        var gone = open;
        all = all.filter(function (each) { return each.key !== gone; });
        delete steps[gone];
        open = all.length ? all[0].key : "";
        last = null;
        keep(gone);
        if (!all.length) add(empty());
      }
    };
  }

  window.smartekaDrafting = window.smartekaDrafting || {};
  window.smartekaDrafting.drafts = drafts;
})();
