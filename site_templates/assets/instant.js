// Search in the header and on the home page: the engine is loaded on first use, answers appear while typing.
(function () {
  "use strict";
  var base = new URL("../", document.currentScript.src).href;
  var offline = location.protocol === "file:" ? "index.html" : "";
  var engine = null;
  var KINDS = {
    practice: "Практики", life_situation: "Жизненные ситуации", problem: "Проблемы", target_model: "Целевые модели",
    digest: "Дайджест", region: "Регионы", standard_report: "Отчёты", event: "События", term: "Словарь",
    collection: "Подборки", roadmap: "Дорожные карты", survey: "Опросы", canvas: "Заполненные шаблоны"
  };

  // The engine's script, once; a failure is told to every caller and may be tried again.
  function load() {
    engine = engine || new Promise(function (done, failed) {
      if (window.smartekaSearch) return done(window.smartekaSearch);
      var script = document.createElement("script");
      script.src = document.querySelector("[data-search-engine]").dataset.searchEngine;
      script.onload = function () { done(window.smartekaSearch); };
      script.onerror = function () { engine = null; failed(new Error("search engine")); };
      document.head.appendChild(script);
    });
    return engine;
  }
  function address(url) {
    var parts = url.split("#");
    return base + parts[0] + offline + (parts[1] ? "#" + parts[1] : "");
  }
  function highlighted(parts) {
    var made = document.createDocumentFragment();
    (parts || []).forEach(function (part) {
      var node = part.hit ? document.createElement("mark") : document.createTextNode(part.text);
      if (part.hit) node.textContent = part.text;
      made.appendChild(node);
    });
    return made;
  }
  // Asks while somebody types: at once where nothing has to be loaded for the answer, or where more than
  // a letter has come (pasted, a word of the keyboard); else when the keys rest. Nothing is loaded for half
  // a word that has been gone over. `answer` gets what was found, or null if it has still to ask.
  var LULL = 160, BETWEEN = 320; // ms: longer than between two keys of somebody who types quickly, and two words
  function whileTyping(input, options, answer) {
    var timer = 0, before = input.value;
    input.addEventListener("input", function () {
      var text = input.value, query = text.trim(), i = 0;
      while (text[i] && text[i] === before[i]) i++;
      var key = text.slice(i + 1) === before.slice(i) || text.slice(i) === before.slice(i + 1); // a letter more or less
      before = text;
      clearTimeout(timer);
      if (!query || !key) return answer(null);
      if (!query[1]) return;
      var mine = timer = setTimeout(answer, / $/.test(text) ? BETWEEN : LULL, null);
      if (window.smartekaSearch) window.smartekaSearch.search(query, Object.assign({ ready: true }, options())).then(function (found) {
        if (!found || !found.total || mine !== timer || text !== input.value) return;
        clearTimeout(timer);
        answer(found);
      });
    });
    return function () { clearTimeout(timer); };
  }
  function add(parent, tag, name, text) {
    var made = document.createElement(tag);
    if (name) made.className = name;
    made.textContent = text;
    return parent.appendChild(made);
  }
  window.smartekaFind = {
    load: load, address: address, highlighted: highlighted, kinds: KINDS, whileTyping: whileTyping
  };

  document.querySelectorAll("[data-instant]").forEach(function (input, number) {
    var form = input.form;
    var list = add(form, "div", "instant", "");
    list.id = "instant-" + number;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Найденное");
    list.hidden = true;
    var status = add(form, "p", "sr", "");
    status.setAttribute("role", "status");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    var turn = 0, active = -1;
    var awaited = false; // the arrow was pressed before there was a list

    function close() {
      list.hidden = true;
      unpoint();
      input.setAttribute("aria-expanded", "false");
    }
    function options() {
      return Array.from(list.querySelectorAll('[role="option"]'));
    }
    function point(to) {
      var all = options();
      if (!all.length) return;
      active = (to + all.length) % all.length;
      all.forEach(function (option, i) { option.setAttribute("aria-selected", String(i === active)); });
      input.setAttribute("aria-activedescendant", all[active].id);
      all[active].scrollIntoView({ block: "nearest" });
    }
    function option(id, href, title, note) {
      var made = document.createElement("a");
      made.href = href;
      made.id = id;
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      made.tabIndex = -1;
      add(made, "span", "", title);
      if (note) add(made, "small", "", note);
      return made;
    }
    function unpoint() {
      options().forEach(function (option) { option.setAttribute("aria-selected", "false"); });
      active = -1;
      awaited = false;
      input.removeAttribute("aria-activedescendant");
    }
    function idOf(hit) {
      return list.id + "-" + hit.type + "-" + hit.id.replace("#", "-");
    }
    function draw(found, query) {
      // What somebody has chosen meanwhile stays chosen; a list without it does not take its place.
      var chosen = active >= 0 ? options()[active].id : "";
      if (chosen && chosen !== list.id + "-all" && !found.hits.some(function (hit) { return idOf(hit) === chosen; })) return;
      var first = awaited;
      unpoint();
      list.textContent = "";
      if (found.suggestion) add(list, "p", "instant__note", "Ищем «" + found.suggestion + "»");
      var groups = {};
      found.hits.forEach(function (hit) { (groups[hit.type] = groups[hit.type] || []).push(hit); });
      Object.keys(groups).forEach(function (type) {
        var group = add(list, "div", "", "");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", KINDS[type] || type);
        add(group, "p", "instant__kind", KINDS[type] || type).setAttribute("aria-hidden", "true");
        groups[type].forEach(function (hit) {
          var note = (hit.regions || []).join(", ");
          group.appendChild(option(idOf(hit), address(hit.url), hit.title, note));
        });
      });
      var all = form.action + "?q=" + encodeURIComponent(query);
      list.appendChild(option(list.id + "-all", all, found.hits.length ? "Все результаты" : "Ничего не нашлось – открыть каталог", ""));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      status.textContent = found.hits.length ? "Подсказок: " + found.hits.length + ". Стрелками вниз и вверх" : "Ничего не нашлось";
      if (first || chosen) point(Math.max(0, options().findIndex(function (option) { return option.id === chosen; })));
    }
    function asked() {
      return { limit: 8, perType: 5, counts: false };
    }
    function ask(ready) {
      var query = input.value.trim();
      var mine = (turn += 1);
      if (query.length < 2) return close();
      (ready ? Promise.resolve(ready) : load().then(function (search) {
        return search.search(query, Object.assign({ wanted: function () { return query === input.value.trim(); } }, asked()));
      })).then(function (found) {
        if (found && mine === turn && document.activeElement === input) draw(found, query);
      }, close);
    }
    input.addEventListener("focus", function () { load().catch(function () {}); });
    input.addEventListener("input", unpoint); // what was chosen is not what is asked for now
    var rest = whileTyping(input, asked, ask);
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && (!list.hidden || awaited)) {
        event.preventDefault();
        rest();
        turn += 1;
        close();
      } else if (event.key === "ArrowDown" && !list.hidden) {
        event.preventDefault();
        point(active + 1);
      } else if (event.key === "ArrowDown" && input.value.trim().length > 1) {
        event.preventDefault();
        awaited = true;
        rest();
        ask();
      } else if (event.key === "ArrowUp" && !list.hidden) {
        event.preventDefault();
        point(active < 0 ? -1 : active - 1);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        location.href = options()[active].href;
      }
    });
    form.addEventListener("focusout", function (event) {
      if (!form.contains(event.relatedTarget)) close();
    });
  });
})();
