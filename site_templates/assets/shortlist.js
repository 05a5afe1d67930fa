// Favourites, kept in this browser only: marks on practices, the shortlist page, comparison, CSV.
(function () {
  "use strict";
  var KEY = "smarteka:shortlist";
  var MOST = 4;
  var base = new URL("../", document.currentScript.src).href;
  var offline = location.protocol === "file:" ? "index.html" : "";
  var all = function (selector) {
    return Array.prototype.slice.call(document.querySelectorAll(selector));
  };

  function read() {
    try {
      var found = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(found) ? found.filter(isId) : [];
    } catch (error) {
      return [];
    }
  }
  function write(ids) {
    try {
      localStorage.setItem(KEY, JSON.stringify(ids));
    } catch (error) {
      /* storage is closed: marks live until the page is left */
    }
    memory = ids;
    show();
  }
  function isId(id) {
    return typeof id === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);
  }
  function plural(n, one, few, many) {
    var tens = n % 100, ones = n % 10;
    if (tens > 10 && tens < 15) return many;
    return ones === 1 ? one : ones > 1 && ones < 5 ? few : many;
  }
  var memory = read();

  // Marks: every button [data-mark] of every list and page.
  function show() {
    all("[data-mark]").forEach(function (button) {
      var on = memory.indexOf(button.dataset.mark) >= 0;
      button.hidden = false;
      button.setAttribute("aria-pressed", String(on));
      var label = button.querySelector("[data-mark-label]");
      if (label) label.textContent = on ? "В избранном" : "В избранное";
    });
    all("[data-shortlist-link]").forEach(function (link) {
      link.hidden = memory.length === 0;
      link.querySelector("[data-shortlist-count]").textContent = memory.length;
    });
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-mark]");
    if (!button) return;
    var id = button.dataset.mark;
    write(memory.indexOf(id) < 0 ? memory.concat(id) : memory.filter(function (x) { return x !== id; }));
  });
  window.addEventListener("storage", function (event) {
    if (event.key === KEY) {
      memory = read();
      show();
      if (page) draw();
    }
  });
  document.addEventListener("smarteka:rows", show); // the catalogue has drawn other rows
  show();

  var page = document.querySelector("[data-shortlist]");
  if (!page) return;

  // Facts come from script shards: they load from a folder as well as from a server.
  var shards = Number(page.dataset.shards);
  var loaded = {};
  var cards = {};
  window.smartekaCards = function (number, content) {
    Object.assign(cards, content);
  };
  function shardOf(id) {
    var value = 0;
    for (var i = 0; i < id.length; i += 1) value = (Math.imul(value, 31) + id.charCodeAt(i)) >>> 0;
    return value % shards;
  }
  function load(ids) {
    return Promise.all(ids.map(function (id) {
      var number = shardOf(id);
      loaded[number] = loaded[number] || new Promise(function (done) {
        var script = document.createElement("script");
        script.src = base + "data/cards/" + number + ".js";
        script.onload = script.onerror = done;
        document.head.appendChild(script);
      });
      return loaded[number];
    }));
  }

  var asked = (new URLSearchParams(location.search).get("ids") || "").split(",").filter(isId);
  var shared = asked.length > 0;
  var chosen = null;
  var part = function (name) { return page.querySelector("[data-shortlist-" + name + "]"); };
  var ROWS = [
    ["Регионы", "regions"], ["Стадия", "stage"], ["Насколько надёжно", "grade"], ["Для кого", "beneficiaries"],
    ["Проблема", "problem"], ["Результаты", "results"], ["Стоимость", "cost"], ["Кто платит", "payer"],
    ["Люди", "staff"], ["Срок запуска", "time"], ["Кто внедрил", "adoptions"], ["Источники", "sources"]
  ];

  function ids() {
    return shared ? asked : memory;
  }
  function element(tag, text, attributes) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    Object.keys(attributes || {}).forEach(function (name) { made.setAttribute(name, attributes[name]); });
    return made;
  }
  function value(card, field) {
    var found = card[field];
    return Array.isArray(found) ? found : found ? [found] : [];
  }

  function draw() {
    load(ids()).then(function () {
      var known = ids().filter(function (id) { return cards[id]; });
      var lost = ids().length - known.length;
      if (chosen === null) chosen = known.slice(0, MOST);
      chosen = chosen.filter(function (id) { return known.indexOf(id) >= 0; });
      part("empty").hidden = known.length > 0;
      part("actions").hidden = known.length === 0;
      part("shared").hidden = !shared;
      part("clear").hidden = shared;
      part("status").textContent = known.length + " " + plural(known.length, "практика", "практики", "практик") +
        (lost ? ". Не найдено в базе: " + lost : "");
      drawItems(known);
      drawTable();
    });
  }

  function drawItems(known) {
    var list = part("items");
    list.textContent = "";
    known.forEach(function (id) {
      var card = cards[id];
      var item = element("li");
      var label = element("label", "", { "class": "shortlist__pick" });
      var box = element("input", "", { type: "checkbox", value: id, "aria-label": "Сравнить: " + card.title });
      box.checked = chosen.indexOf(id) >= 0;
      box.disabled = !box.checked && chosen.length >= MOST;
      box.addEventListener("change", function () {
        chosen = box.checked ? chosen.concat(id) : chosen.filter(function (x) { return x !== id; });
        drawItems(known);
        drawTable();
        list.querySelector('input[value="' + id + '"]').focus();
      });
      label.appendChild(box);
      item.appendChild(label);
      var text = element("div");
      text.appendChild(element("a", card.title, { href: base + card.url + offline }));
      text.appendChild(element("p", value(card, "regions").join(", ") || "регион не назван", { "class": "muted" }));
      item.appendChild(text);
      if (!shared) {
        var remove = element("button", "Убрать", { type: "button", "class": "button", "aria-label": "Убрать: " + card.title });
        remove.addEventListener("click", function () {
          write(memory.filter(function (x) { return x !== id; }));
          draw();
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
      var cell = element("th", "", { scope: "col" });
      cell.appendChild(element("a", cards[id].title, { href: base + cards[id].url + offline }));
      head.appendChild(cell);
    });
    table.appendChild(element("thead")).appendChild(head);
    var body = table.appendChild(element("tbody"));
    var silent = ROWS.filter(function (row) {
      return chosen.every(function (id) { return !value(cards[id], row[1]).length; });
    });
    page.querySelector("[data-compare-silent]").textContent = silent.length
      ? "Ни один источник не говорит: " + silent.map(function (row) { return row[0].toLowerCase(); }).join(", ") + "."
      : "";
    ROWS.forEach(function (row) {
      if (silent.indexOf(row) >= 0) return;
      var line = element("tr");
      line.appendChild(element("th", row[0], { scope: "row" }));
      chosen.forEach(function (id) {
        var cell = element("td");
        var found = value(cards[id], row[1]);
        if (!found.length) cell.appendChild(element("span", "не указано в источнике", { "class": "unknown" }));
        found.forEach(function (text) { cell.appendChild(element("p", text)); });
        line.appendChild(cell);
      });
      body.appendChild(line);
    });
  }

  function csv() {
    // A cell that a spreadsheet would run as a formula is kept as text.
    var quote = function (text) {
      return '"' + (/^[=+\-@\t]/.test(text) ? "'" + text : text).replace(/"/g, '""') + '"';
    };
    var lines = [["Практика", "Адрес"].concat(ROWS.map(function (row) { return row[0]; }))];
    ids().forEach(function (id) {
      if (!cards[id]) return;
      lines.push([cards[id].title, base + cards[id].url].concat(ROWS.map(function (row) {
        return value(cards[id], row[1]).join("; ");
      })));
    });
    return "\ufeff" + lines.map(function (line) { return line.map(quote).join(";"); }).join("\r\n") + "\r\n";
  }

  part("csv").addEventListener("click", function () {
    var link = element("a", "", { href: URL.createObjectURL(new Blob([csv()], { type: "text/csv" })), download: "izbrannoe.csv" });
    document.body.appendChild(link);
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); link.remove(); }, 1000);
  });
  part("share").addEventListener("click", function () {
    var address = location.href.split(/[?#]/)[0] + "?ids=" + ids().join(",");
    var say = function (text) { part("status").textContent = text; };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(address).then(function () { say("Ссылка скопирована"); }, function () { window.prompt("Ссылка на список", address); });
    } else {
      window.prompt("Ссылка на список", address);
    }
  });
  part("clear").addEventListener("click", function () {
    if (window.confirm("Убрать из избранного все практики?")) {
      write([]);
      draw();
    }
  });
  part("keep").addEventListener("click", function () {
    write(memory.concat(asked.filter(function (id) { return memory.indexOf(id) < 0; })));
    shared = false;
    history.replaceState(null, "", location.pathname);
    draw();
  });
  draw();
})();
