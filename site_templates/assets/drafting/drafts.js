// Drafts in this browser: several of a kind, one open, each with its steps back and forth.
(function () {
  "use strict";

  var dom = window.smartekaDom;
  var MOST_STEPS = 200;

  /**
   * @param {string} store where they are kept
   * @param {function(): object} empty makes the values of a new draft
   * @param {function(string): void} told hears when the browser refuses to keep them, and "" when it does again
   * @param {function(boolean): void} changed when another window changed them; true: the open one, too
   */
  function drafts(store, empty, told, changed) {
    var all = [], open = "", steps = {}, last = null; // all: [{key, values}]
    var unkept = {}, gone = {}; // by key: changed here and not stored yet; removed here

    function stored() {
      var found = dom.stored(store);
      if (!found || !Array.isArray(found.drafts)) return { open: "", drafts: [] };
      return {
        open: found.open,
        drafts: found.drafts.filter(function (each) { return each && each.key && each.values && !gone[each.key]; }).map(function (each) {
          return { key: each.key, values: Object.assign(empty(), each.values) }; // an older form of the page knew fewer fields
        })
      };
    }
    function entry(key) {
      return all.filter(function (each) { return each.key === (key || open); })[0];
    }
    function current() {
      return entry() && entry().values;
    }
    // Another window may have drafts that this one has not seen: only what was changed here is written over.
    function meet() {
      var seen = stored().drafts, mine = entry();
      if (!seen.length) return;
      var ours = all.filter(function (each) { return unkept[each.key] || each === mine; });
      all = seen.map(function (each) { return unkept[each.key] ? entry(each.key) : each; });
      ours.forEach(function (each) { if (!entry(each.key)) all.push(each); });
    }
    function keep() {
      if (entry()) unkept[open] = true;
      meet();
      if (dom.store(store, { open: open, drafts: all })) {
        unkept = {};
        told("");
      } else told("Браузер не даёт хранить черновики: закроете страницу – написанное пропадёт. Скачайте файл.");
    }
    function history() {
      steps[open] = steps[open] || { back: [], forth: [] };
      return steps[open];
    }
    function show(key) {
      open = key;
      last = null;
      keep();
    }
    function add(values) {
      var key = Date.now().toString(36) + Math.random().toString(36).slice(2, 6);
      all.push({ key: key, values: values });
      show(key);
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

    var found = stored();
    all = found.drafts;
    open = found.open;
    if (!all.length) add(empty());
    if (!current()) open = all[0].key;
    dom.whenStored(store, function () {
      var before = JSON.stringify(current());
      meet();
      var other = JSON.stringify(current()) !== before;
      if (other) steps[open] = undefined;
      changed(other);
    });
    return {
      current: current, add: add, change: change, open: show,
      key: function () { return open; },
      undo: function () { return step("back", "forth"); },
      redo: function () { return step("forth", "back"); },
      canUndo: function () { return history().back.length > 0; },
      canRedo: function () { return history().forth.length > 0; },
      list: function () {
        return all.map(function (each) { return { key: each.key, title: each.values.title, open: each.key === open }; });
      },
      values: function () { return all.map(function (each) { return each.values; }); },
      remove: function () {
        gone[open] = true;
        all = all.filter(function (each) { return each.key !== open; });
        delete steps[open];
        delete unkept[open];
        if (all.length) show(all[0].key);
        else add(empty());
      }
    };
  }

  window.smartekaDrafting = window.smartekaDrafting || {};
  window.smartekaDrafting.drafts = drafts;
})();
