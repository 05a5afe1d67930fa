// The page of favourites: the list, a comparison of up to four, a table, an address to share.
(function () {
  "use strict";

  var dom = window.smartekaDom, element = dom.element, typeset = window.smartekaTypography.typeset;
  var marks = window.smartekaMarks, shards = window.smartekaCardShards, cards = shards.cards;
  var page = document.querySelector("[data-shortlist]");
  var MOST = 4; // side by side
  var ROWS = [
    ["Что сделали", "summary"], ["Регионы", "regions"], ["Стадия", "stage"], ["Насколько надёжно", "grade"], ["Для кого", "beneficiaries"],
    ["Проблема", "problem"], ["Результаты", "results"], ["Стоимость", "cost"], ["Кто платит", "payer"],
    ["Люди", "staff"], ["Срок запуска", "time"], ["Кто внедрил", "adoptions"], ["Источники", "sources"]
  ];
  var asked = (new URLSearchParams(location.search).get("ids") || "").split(",").filter(marks.isId)
    .filter(function (id, place, all) { return all.indexOf(id) === place; });
  var shared = asked.length > 0; // somebody else's list, which the address tells
  var chosen = null; // ids to compare
  var removed = -1; // place of what was taken out just now: the focus goes on from there

  function part(name) { return page.querySelector("[data-shortlist-" + name + "]"); }
  function say(text) { part("status").textContent = text; }
  function ids() { return shared ? asked : marks.ids(); }
  function address() { return location.href.split(/[?#]/)[0] + "?ids=" + ids().join(","); }
  function value(card, field) {
    var found = card[field];
    return Array.isArray(found) ? found : found ? [found] : [];
  }
  function link(id) {
    return typeset(element("a", { href: dom.address(cards[id].url) }), cards[id].title);
  }

  function draw() {
    shards.load(ids(), Number(page.dataset.shards)).then(function (came) {
      var known = ids().filter(function (id) { return cards[id]; }), lost = ids().length - known.length;
      chosen = chosen === null && known.length ? known.slice(0, MOST) : (chosen || []).filter(function (id) { return known.indexOf(id) >= 0; });
      part("empty").hidden = ids().length > 0;
      document.getElementById("main").dataset.paper = ids().length ? address() : ""; // whoever scans paper has no list of their own
      part("actions").hidden = known.length === 0;
      part("shared").hidden = !shared;
      part("clear").hidden = shared;
      say(known.length + " " + dom.plural(known.length, ["практика", "практики", "практик"]) + (!lost ? "" : came
        ? ". Не найдено в базе: " + lost : ". Не загрузилось: " + lost));
      part("lost").textContent = !lost ? "" : came ? "Не найдено в базе: " + lost + ". Возможно, запись убрали или назвали иначе."
        : "Не загрузилось практик: " + lost + ". Проверьте связь и обновите страницу.";
      part("lost").hidden = !lost;
      drawItems(known);
      drawTable();
      if (removed < 0) return;
      var next = part("items").children[Math.min(removed, known.length - 1)];
      (next ? next.querySelector("button") : part("empty").querySelector("a")).focus();
      removed = -1;
    });
  }

  function drawItems(known) {
    var list = part("items");
    list.textContent = "";
    known.forEach(function (id, place) {
      var card = cards[id];
      var item = element("li");
      var label = element("label", { "class": "shortlist__pick" });
      var box = element("input", { type: "checkbox", value: id, "aria-label": "Сравнить: " + card.title });
      box.checked = chosen.indexOf(id) >= 0;
      box.disabled = !box.checked && chosen.length >= MOST;
      box.addEventListener("change", function () {
        chosen = box.checked ? chosen.concat(id) : chosen.filter(function (x) { return x !== id; });
        drawItems(known);
        drawTable();
        say("В сравнении: " + chosen.length);
        list.querySelector('input[value="' + id + '"]').focus();
      });
      label.appendChild(box);
      item.appendChild(label);
      var text = element("div");
      text.appendChild(link(id));
      text.appendChild(element("p", { text: value(card, "regions").join(", ") || "регион не назван", "class": "muted" }));
      item.appendChild(text);
      if (!shared) {
        var remove = element("button", { text: "Убрать", type: "button", "class": "button", "aria-label": "Убрать: " + card.title });
        remove.addEventListener("click", function () {
          removed = place;
          marks.set(function (now) { return now.filter(function (x) { return x !== id; }); });
        });
        item.appendChild(remove);
      }
      list.appendChild(item);
    });
  }

  function drawTable() {
    var table = page.querySelector("[data-compare-table]");
    page.querySelector("[data-compare]").hidden = chosen.length < 2;
    table.textContent = "";
    if (chosen.length < 2) return;
    var head = element("tr");
    head.appendChild(element("td"));
    chosen.forEach(function (id) {
      head.appendChild(element("th", { scope: "col" }, [link(id)]));
    });
    table.appendChild(element("thead")).appendChild(head);
    var body = table.appendChild(element("tbody"));
    var silent = ROWS.filter(function (row) {
      return chosen.every(function (id) { return !value(cards[id], row[1]).length; });
    });
    page.querySelector("[data-compare-silent]").textContent = silent.length
      ? "Чего не говорит ни один источник: " + silent.map(function (row) { return row[0].toLowerCase(); }).join(", ") + "."
      : "";
    ROWS.forEach(function (row) {
      if (silent.indexOf(row) >= 0) return;
      var line = element("tr");
      line.appendChild(element("th", { text: row[0], scope: "row" }));
      chosen.forEach(function (id) {
        var cell = element("td");
        var found = value(cards[id], row[1]);
        if (!found.length) cell.appendChild(element("span", { text: "не указано в источнике", "class": "unknown" }));
        found.forEach(function (text) { cell.appendChild(typeset(element("p"), text)); });
        line.appendChild(cell);
      });
      body.appendChild(line);
    });
  }

  function table() {
    var known = ids().filter(function (id) { return cards[id]; });
    return [["Практика", "Адрес"].concat(ROWS.map(function (row) { return row[0]; }))].concat(known.map(function (id) {
      return [cards[id].title, dom.base + cards[id].url].concat(ROWS.map(function (row) { return value(cards[id], row[1]).join("; "); }));
    }));
  }

  // Of those that are compared (of all where none is), for a memo: what sources tell and what they leave out, with addresses.
  function memo() {
    return (chosen.length ? chosen : ids().filter(function (id) { return cards[id]; })).map(function (id) {
      var card = cards[id], silent = ROWS.filter(function (row) { return !value(card, row[1]).length; });
      return [card.title].concat(
        ROWS.filter(function (row) { return silent.indexOf(row) < 0; }).map(function (row) { return row[0] + ": " + value(card, row[1]).join("; "); }),
        silent.length ? "Чего источник не говорит: " + silent.map(function (row) { return row[0].toLowerCase(); }).join(", ") : [],
        dom.base + card.url
      ).join("\n");
    }).join("\n\n");
  }

  part("memo").addEventListener("click", function () { dom.copyBy(part("memo"), memo()); });
  part("csv").addEventListener("click", function () {
    dom.download(new Blob([window.smartekaCsv(table())], { type: "text/csv" }), "izbrannoe.csv");
  });
  part("share").addEventListener("click", function () {
    dom.copy(address()).then(function () { say("Ссылка скопирована"); }, function () { window.prompt("Ссылка на список", address()); });
  });
  part("clear").addEventListener("click", function () {
    if (!window.confirm("Убрать из избранного все практики?")) return;
    removed = 0;
    marks.set(function () { return []; });
  });
  part("keep").addEventListener("click", function () {
    shared = false;
    dom.remember(location.pathname);
    marks.set(function (now) { return now.concat(asked.filter(function (id) { return now.indexOf(id) < 0; })); });
    part("share").focus();
  });
  document.addEventListener("smarteka:marks", draw);
  draw();
})();
