// Search in the header and on the home page: answers appear under the field while somebody types.
(function () {
  "use strict";

  var dom = window.smartekaDom, find = window.smartekaFind;
  function add(parent, tag, name, text) {
    return parent.appendChild(dom.element(tag, { "class": name || undefined, text: text }));
  }

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
      var made = dom.element("a", { href: href, id: id, role: "option", "aria-selected": "false", tabindex: "-1" });
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
      var groups = {}, titles = find.titles();
      found.hits.forEach(function (hit) { (groups[hit.type] = groups[hit.type] || []).push(hit); });
      Object.keys(groups).forEach(function (type) {
        var group = add(list, "div", "", "");
        group.setAttribute("role", "group");
        group.setAttribute("aria-label", titles[type]);
        add(group, "p", "instant__kind", titles[type]).setAttribute("aria-hidden", "true");
        groups[type].forEach(function (hit) {
          var note = (hit.regions || []).join(", ");
          group.appendChild(option(idOf(hit), dom.address(hit.url), hit.title, note));
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
      return { limit: 8, perType: 5, least: { practice: 3 }, counts: false };
    }
    function ask(ready) {
      var query = input.value.trim();
      var mine = (turn += 1);
      if (query.length < 2) return close();
      (ready ? Promise.resolve(ready) : find.load().then(function (search) {
        return search.search(query, Object.assign({ wanted: function () { return query === input.value.trim(); } }, asked()));
      })).then(function (found) {
        if (found && mine === turn && document.activeElement === input) draw(found, query);
      }, function () {
        if (mine !== turn) return;
        close();
        status.textContent = "Подсказки не загрузились. Enter откроет каталог";
      });
    }
    input.addEventListener("focus", function () { find.load().catch(function () {}); });
    input.addEventListener("input", function () { // what was chosen is not what is asked for now
      unpoint();
      if (input.value.trim().length > 1) return;
      turn += 1; // an answer to what stood there may be under way
      close();
    });
    var rest = find.whileTyping(input, asked, ask);
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
    window.addEventListener("pagehide", function () { // whoever comes back finds the page, not an old list over it
      turn += 1;
      close();
    });
  });
})();
