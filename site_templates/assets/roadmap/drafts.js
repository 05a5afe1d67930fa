// Drafts of road maps in this browser: several of them, one open, each with its steps back and forth.
(function () {
  "use strict";

  var KEY = "smarteka:roadmaps";
  var MOST_STEPS = 200;

  // empty() makes the values of a new draft. told(problem) hears when the browser refuses to keep them.
  function drafts(empty, told) {
    var all = [], open = "", steps = {}, last = null;

    function read() {
      try {
        var found = JSON.parse(localStorage.getItem(KEY) || "null");
        if (found && Array.isArray(found.drafts)) {
          all = found.drafts.filter(function (each) { return each && each.key && each.values; });
          open = found.open;
        }
      } catch (error) {
        all = [];
      }
      if (!all.length) add(empty());
      if (!current()) open = all[0].key;
    }
    function keep() {
      try {
        localStorage.setItem(KEY, JSON.stringify({ open: open, drafts: all }));
        told("");
      } catch (error) {
        told("Браузер не даёт хранить черновики: закроете страницу – карта пропадёт. Скачайте её.");
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
    return {
      current: current, add: add, change: change,
      undo: function () { return step("back", "forth"); },
      redo: function () { return step("forth", "back"); },
      canUndo: function () { return history().back.length > 0; },
      canRedo: function () { return history().forth.length > 0; },
      list: function () {
        return all.map(function (each) { return { key: each.key, title: each.values.title, open: each.key === open }; });
      },
      open: function (key) {
        open = key;
        last = null;
        keep();
      },
      remove: function () {
        all = all.filter(function (each) { return each.key !== open; });
        delete steps[open];
        if (!all.length) add(empty());
        else open = all[0].key;
        last = null;
        keep();
      }
    };
  }

  window.smartekaRoadmap.drafts = drafts;
})();
