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
  window.smartekaFind = { load: load, address: address, highlighted: highlighted, kinds: KINDS };

  Array.prototype.forEach.call(document.querySelectorAll("[data-instant]"), function (input, number) {
    var form = input.form;
    var list = document.createElement("div");
    list.className = "instant";
    list.id = "instant-" + number;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Найденное");
    list.hidden = true;
    form.appendChild(list);
    var status = document.createElement("p");
    status.className = "sr";
    status.setAttribute("role", "status");
    form.appendChild(status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    var turn = 0, active = -1, timer = 0;

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function options() {
      return Array.prototype.slice.call(list.querySelectorAll('[role="option"]'));
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
      var name = document.createElement("span");
      name.textContent = title;
      made.appendChild(name);
      if (note) {
        var small = document.createElement("small");
        small.textContent = note;
        made.appendChild(small);
      }
      return made;
    }
    function draw(found, query) {
      list.textContent = "";
      active = -1;
      if (found.suggestion) {
        var told = document.createElement("p");
        told.className = "instant__note";
        told.textContent = "Ищем «" + found.suggestion + "»";
        list.appendChild(told);
      }
      var groups = {};
      found.hits.forEach(function (hit) { (groups[hit.type] = groups[hit.type] || []).push(hit); });
      Object.keys(groups).forEach(function (type) {
        var group = document.createElement("div");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", KINDS[type] || type);
        var heading = document.createElement("p");
        heading.className = "instant__kind";
        heading.setAttribute("aria-hidden", "true");
        heading.textContent = KINDS[type] || type;
        group.appendChild(heading);
        groups[type].forEach(function (hit) {
          var note = (hit.regions || []).join(", ");
          group.appendChild(option(list.id + "-" + hit.type + "-" + hit.id.replace("#", "-"), address(hit.url), hit.title, note));
        });
        list.appendChild(group);
      });
      var all = form.action + "?q=" + encodeURIComponent(query);
      list.appendChild(option(list.id + "-all", all, found.hits.length ? "Все результаты" : "Ничего не нашлось – открыть каталог", ""));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      status.textContent = found.hits.length ? "Подсказок: " + found.hits.length + ". Стрелками вниз и вверх" : "Ничего не нашлось";
    }
    function ask() {
      var query = input.value.trim();
      var mine = (turn += 1);
      if (query.length < 2) return close();
      load().then(function (search) {
        return search.search(query, { limit: 8, perType: 5, counts: false });
      }).then(function (found) {
        if (mine === turn && document.activeElement === input) draw(found, query);
      }, close);
    }
    input.addEventListener("focus", function () { load().catch(function () {}); });
    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(ask, 80);
    });
    input.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        turn += 1;
        close();
      } else if (event.key === "ArrowDown" && !list.hidden) {
        event.preventDefault();
        point(active + 1);
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
