// What the pages have in common on which somebody fills in a form: drafts in a bar above, steps back and forth,
// what is wrong beside its field, a file in, files out, what is said of all that.
//
// In the template a part of the page has the attribute data-PREFIX-name; buttons have data-act (and data-at), those
// that give a file data-save.
(function () {
  "use strict";

  var dom = window.smartekaDom, element = dom.element, drafting = window.smartekaDrafting, files = drafting.files;

  /**
   * @param {HTMLElement} page
   * @param {string} prefix of the attributes
   * @param {object} how
   *   store: where drafts are kept; empty(): values of a new one;
   *   draw(): draws the open draft; forget(): what was remembered of the one before it;
   *   loaded(): a promise of what the draft needs besides, after which it is drawn again (may be left out);
   *   first: id of the field that a draft begins with; made: what is said of a new one;
   *   acts: name → function(at, button), beside those of all such pages;
   *   save(type): a promise of {data, name}, or null where it has told why there is none;
   *   read(file): a promise of the values that it holds, by default of its YAML or JSON; take(values): opens them, or fails;
   *   explained(error): lines about a file that cannot be read, or null (may be left out).
   * @returns {object} what the page draws and tells with, and its drafts (drafts.js)
   */
  function desk(page, prefix, how) {
    function one(name) { return page.querySelector("[data-" + prefix + "-" + name + "]"); }
    function say(text) { one("status").textContent = text; }
    function tell(name, text) {
      one(name).textContent = text;
      one(name).hidden = !text;
    }
    function trouble(text) { tell("trouble", text); }
    function fill(name, children) { fillIn(one(name), children); }
    function fillIn(place, children) {
      place.textContent = "";
      children.forEach(function (child) { if (child) place.appendChild(child); });
    }
    function focus(id) {
      var found = document.getElementById(id);
      if (found) found.focus();
    }

    var drafts = drafting.drafts(how.store, how.empty, trouble, function (mine) {
      if (mine) reopen();
      else drawBar();
    });
    function drawBar() {
      var select = one("drafts");
      select.textContent = "";
      drafts.list().forEach(function (each, i) {
        var option = element("option", { value: each.key, text: each.title || "Без названия " + (i + 1) });
        option.selected = each.open;
        select.appendChild(option);
      });
      page.querySelector('[data-act="undo"]').disabled = !drafts.canUndo();
      page.querySelector('[data-act="redo"]').disabled = !drafts.canRedo();
    }
    function render() {
      var active = document.activeElement && document.activeElement.id;
      drawBar();
      try {
        how.draw();
      } catch (error) { // kept by an older form of the page, or by another site at the same address
        trouble("Этот черновик не показать: он записан не так, как нужно. Выберите другой, начните новый или удалите этот.");
        throw error;
      }
      if (active && document.activeElement.id !== active) focus(active); // its field was drawn anew
    }
    // With what has to be loaded for it, if nobody has gone over to another draft meanwhile.
    function renderLoaded() {
      if (!how.loaded) return Promise.resolve();
      var key = drafts.key();
      return how.loaded().then(function () { if (drafts.key() === key) render(); });
    }
    function reopen() {
      how.forget();
      render();
      renderLoaded();
    }
    /** Values as a new draft. @param {object} values */
    function open(values) {
      trouble("");
      drafts.add(values);
      reopen();
    }
    /** What is wrong, beside its field. @param {Object<string, {text: string, error: boolean}>} told by path */
    function tellFaults(told) {
      dom.all(".field__error[id]", page).forEach(function (place) {
        var path = place.id.slice(2), each = told[path], text = each ? each.text : "", input = document.getElementById("f-" + path);
        if (place.textContent !== text) place.textContent = text;
        place.hidden = !text;
        if (!input) return;
        if (each && each.error) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      });
    }

    // --- Files

    function save(type) {
      Promise.resolve(type).then(how.save).then(function (file) {
        if (!file) return;
        files.save(file.data, file.name);
        trouble("");
        say("Файл " + file.name + " готов");
      }).catch(function (error) { trouble(inRussian(error) ? error.message : "Файл не собрался: " + error.message); });
    }
    function inRussian(error) {
      return /^[А-ЯЁ]/.test(error.message);
    }
    function bring(input) {
      var file = input.files[0];
      input.value = "";
      if (!file) return;
      (how.read ? how.read(file) : read(file)).then(how.take).then(function () {
        say("Открыт файл " + file.name);
        focus(how.first);
      }).catch(function (error) {
        var lines = how.explained && how.explained(error), told = "Файл «" + file.name + "» не открыт.";
        if (lines) trouble([told].concat(lines).join("\n"));
        else trouble(told + " " + (inRussian(error) ? error.message : "Это не YAML и не JSON: " + error.message.split("\n")[0]));
      });
    }
    function read(file) {
      return file.text().then(files.parse);
    }

    // --- What somebody does

    function stepped(done, act, text) {
      if (!done) return;
      render();
      renderLoaded();
      say(text);
      var button = page.querySelector('[data-act="' + act + '"]');
      if (!button.disabled) button.focus();
    }
    var ACTS = Object.assign({
      "new": function () {
        drafts.add(how.empty());
        reopen();
        say(how.made);
        focus(how.first);
      },
      drop: function () {
        if (!window.confirm("Удалить этот черновик? Вернуть его будет нельзя.")) return;
        drafts.remove();
        reopen();
        say("Черновик удалён");
      },
      undo: function () { stepped(drafts.undo(), "undo", "Отменено"); },
      redo: function () { stepped(drafts.redo(), "redo", "Возвращено"); }
    }, how.acts);
    page.addEventListener("click", function (event) {
      var button = event.target.closest("[data-act]"), saving = event.target.closest("[data-save]");
      if (saving) save(saving.dataset.save);
      else if (button) ACTS[button.dataset.act](button.dataset.at, button);
    });
    page.addEventListener("change", function (event) {
      if (event.target === one("drafts")) {
        drafts.open(event.target.value);
        reopen();
      } else if (event.target === one("file")) bring(event.target);
    });

    return {
      one: one, empty: how.empty, say: say, tell: tell, trouble: trouble, fill: fill, fillIn: fillIn, focus: focus, drafts: drafts, drawBar: drawBar,
      render: render, renderLoaded: renderLoaded, open: open, read: read, tellFaults: tellFaults
    };
  }

  drafting.desk = desk;
})();
