// The catalogue: words, facets, order, pages of twenty; the state lives in the address.
(function () {
  "use strict";
  var root = document.querySelector("[data-catalogue]");
  if (!root) return;
  var one = function (name) { return root.querySelector("[data-" + name + "]"); };
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || root).querySelectorAll(selector));
  };
  var FACETS = ["life_situation", "region", "stage", "direction", "subcategory", "year"];
  var PAGE = 20;
  var find = window.smartekaFind;

  function plural(n, words) {
    var tens = n % 100, ones = n % 10;
    return words[tens > 10 && tens < 15 ? 2 : ones === 1 ? 0 : ones > 1 && ones < 5 ? 1 : 2];
  }
  var PRACTICES = ["практика", "практики", "практик"];

  var list = one("results");
  var rows = all("[data-result]").map(function (element, order) {
    var data = element.dataset;
    var words = function (text) { return text ? text.split(" ") : []; };
    return {
      element: element, id: data.recordId, order: order, title: data.title, date: data.date,
      adoptions: Number(data.adoptions), summary: element.querySelector(".row__summary").textContent, text: (data.title + " " + element.textContent).toLowerCase().replace(/ё/g, "е"),
      values: {
        region: words(data.region), direction: words(data.direction), subcategory: words(data.subcategory),
        life_situation: words(data.lifeSituation), stage: words(data.stage), year: words(data.year)
      }
    };
  });
  var input = root.querySelector('input[type="search"]');
  var form = one("search-form");
  var sort = one("sort");
  var boxes = all("[data-facet] input");
  var titles = {};
  boxes.forEach(function (box) {
    titles[box.name + " " + box.value] = box.parentNode.querySelector("span").textContent;
  });

  var shown = PAGE;
  var turn = 0;
  var answer = null; // of the engine, for the words of the moment

  function chosen() {
    var found = {};
    FACETS.forEach(function (name) { found[name] = []; });
    boxes.forEach(function (box) { if (box.checked) found[box.name].push(box.value); });
    return found;
  }
  function fits(row, facets, without) {
    return FACETS.every(function (name) {
      return name === without || !facets[name].length ||
        facets[name].some(function (value) { return row.values[name].indexOf(value) >= 0; });
    });
  }

  // State <-> address.
  function toAddress() {
    var params = new URLSearchParams();
    if (input.value.trim()) params.set("q", input.value.trim());
    var facets = chosen();
    FACETS.forEach(function (name) { facets[name].forEach(function (value) { params.append(name, value); }); });
    if (sort.value !== "relevance") params.set("sort", sort.value);
    var text = params.toString();
    return location.pathname + (text ? "?" + text : "");
  }
  function fromAddress() {
    var params = new URLSearchParams(location.search);
    input.value = params.get("q") || "";
    boxes.forEach(function (box) { box.checked = params.getAll(box.name).indexOf(box.value) >= 0; });
    var order = params.get("sort");
    sort.value = all("option", sort).some(function (option) { return option.value === order; }) ? order : "relevance";
  }
  function remember(push) {
    var address = toAddress();
    if (address === location.pathname + location.search) return;
    history[push ? "pushState" : "replaceState"]({}, "", address);
  }

  // Words: the engine's answer as id → hit; without an engine, plain words in the rows.
  function ask() {
    var query = input.value.trim();
    var mine = (turn += 1);
    if (!query) {
      answer = null;
      draw();
      return Promise.resolve();
    }
    return find.load().then(function (engine) {
      return engine.search(query, { limit: 1000 });
    }).then(function (found) {
      return { found: found, note: "" };
    }, function () {
      return { found: plain(query), note: "Поиск с учётом форм слов не загрузился: ищем слова как они набраны." };
    }).then(function (got) {
      if (mine !== turn) return;
      var byId = {};
      got.found.hits.forEach(function (hit, rank) { if (hit.type === "practice") byId[hit.id] = { rank: rank, hit: hit }; });
      answer = { byId: byId, found: got.found, note: got.note };
      draw();
    });
  }
  function plain(query) {
    var words = query.toLowerCase().replace(/ё/g, "е").split(/\s+/);
    var hits = rows.filter(function (row) {
      return words.every(function (word) { return row.text.indexOf(word) >= 0; });
    });
    return { hits: hits.map(function (row) { return { type: "practice", id: row.id }; }), suggestion: null, partial: false };
  }

  function draw() {
    var facets = chosen();
    var matching = rows.filter(function (row) { return !answer || answer.byId[row.id]; });
    var visible = matching.filter(function (row) { return fits(row, facets); });
    visible.sort(function (a, b) {
      if (sort.value === "date") return b.date < a.date ? -1 : b.date > a.date ? 1 : a.order - b.order;
      if (sort.value === "title") return a.title.localeCompare(b.title, "ru");
      if (sort.value === "adoptions") return b.adoptions - a.adoptions || a.order - b.order;
      return answer ? answer.byId[a.id].rank - answer.byId[b.id].rank : a.order - b.order;
    });
    drawCounts(matching, facets);
    drawChips(facets);
    rows.forEach(function (row) { row.element.hidden = true; });
    visible.forEach(function (row, i) {
      list.appendChild(row.element);
      row.element.hidden = i >= shown;
      excerpt(row);
    });
    one("result-total").textContent = visible.length;
    one("result-word").textContent = plural(visible.length, PRACTICES);
    one("more-wrap").hidden = visible.length <= shown;
    one("empty").hidden = visible.length > 0;
    nearest();
    note();
    drawOthers();
    one("search-status").textContent = visible.length
      ? "Найдено: " + visible.length + " " + plural(visible.length, PRACTICES)
      : "Ничего не нашлось";
  }
  function excerpt(row) {
    var place = row.element.querySelector("[data-excerpt]");
    var hit = answer && answer.byId[row.id].hit;
    var summary = row.element.querySelector(".row__summary");
    place.textContent = "";
    summary.textContent = row.summary;
    var parts = (hit && hit.snippetParts) || [];
    var text = parts.map(function (part) { return part.text; }).join("");
    // A snippet that is the summary itself is marked there and not told twice.
    if (text && flat(row.summary) === flat(text)) {
      summary.textContent = "";
      summary.appendChild(find.highlighted(parts));
      parts = [];
    }
    place.hidden = !(hit && (parts.length || hit.why));
    if (place.hidden) return;
    place.appendChild(find.highlighted(parts));
    if (hit.why) {
      var why = document.createElement("span");
      why.className = "row__why";
      why.textContent = hit.why;
      place.appendChild(document.createTextNode(" "));
      place.appendChild(why);
    }
  }
  function flat(text) {
    return text.replace(/[\s\u00a0]+/g, " ").trim();
  }
  function note() {
    var place = one("search-note");
    var told = [];
    if (answer && answer.note) told.push(answer.note);
    if (answer && answer.found.suggestion) told.push("Ищем «" + answer.found.suggestion + "».");
    if (answer && answer.found.partial) {
      told.push(answer.found.complete
        ? "Сначала записи, где есть все слова, дальше – где есть часть из них."
        : "Все слова сразу не встретились: показаны записи, где есть часть из них.");
    }
    place.textContent = told.join(" ");
    place.hidden = !told.length;
  }
  function nearest() {
    var place = one("suggestion");
    var words = (answer && answer.found.nearest) || [];
    place.textContent = words.length ? "Похожие слова из базы: " : "";
    words.forEach(function (word) {
      var link = document.createElement("a");
      link.href = "?q=" + encodeURIComponent(word);
      link.textContent = word;
      place.appendChild(link);
      place.appendChild(document.createTextNode(" "));
    });
  }
  function drawCounts(matching, facets) {
    FACETS.forEach(function (name) {
      var counts = {};
      matching.forEach(function (row) {
        if (fits(row, facets, name)) row.values[name].forEach(function (value) { counts[value] = (counts[value] || 0) + 1; });
      });
      boxes.forEach(function (box) {
        if (box.name !== name) return;
        var n = counts[box.value] || 0;
        box.parentNode.querySelector("[data-facet-count]").textContent = n;
        box.parentNode.classList.toggle("is-zero", n === 0);
      });
    });
    var picked = boxes.filter(function (box) { return box.checked; }).length;
    one("facets-count").textContent = picked ? "(" + picked + ")" : "";
  }
  function drawChips(facets) {
    var place = one("chips");
    place.textContent = "";
    var chip = function (label, remove) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "chip";
      button.textContent = label;
      button.setAttribute("aria-label", "Убрать: " + label);
      button.addEventListener("click", remove);
      place.appendChild(button);
    };
    FACETS.forEach(function (name) {
      facets[name].forEach(function (value) {
        chip(titles[name + " " + value], function () {
          boxes.forEach(function (box) { if (box.name === name && box.value === value) box.checked = false; });
          change(true);
          input.focus();
        });
      });
    });
    if (place.childElementCount > 1) {
      chip("Сбросить всё", function () {
        boxes.forEach(function (box) { box.checked = false; });
        change(true);
        input.focus();
      });
    }
  }
  // What else the words name: situations, problems, issues, regions, terms.
  function drawOthers() {
    var place = one("others");
    var target = one("others-list");
    target.textContent = "";
    var hits = answer ? answer.found.hits.filter(function (hit) { return hit.type !== "practice"; }) : [];
    place.hidden = !hits.length;
    var groups = {};
    hits.forEach(function (hit) { (groups[hit.type] = groups[hit.type] || []).push(hit); });
    Object.keys(groups).forEach(function (type) {
      var item = document.createElement("li");
      var heading = document.createElement("h3");
      heading.textContent = find.kinds[type] || type;
      item.appendChild(heading);
      var inner = document.createElement("ul");
      groups[type].slice(0, 5).forEach(function (hit) {
        var line = document.createElement("li");
        var link = document.createElement("a");
        link.href = find.address(hit.url);
        link.textContent = hit.title;
        link.dataset.other = hit.type + ":" + hit.id;
        line.appendChild(link);
        inner.appendChild(line);
      });
      item.appendChild(inner);
      target.appendChild(item);
    });
  }

  function change(push) {
    shown = PAGE;
    remember(push);
    draw();
  }

  // Events.
  var timer = 0;
  input.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () {
      shown = PAGE;
      remember(false);
      ask();
    }, 90);
  });
  input.addEventListener("focus", function () { find.load().catch(function () {}); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    shown = PAGE;
    remember(true);
    ask();
  });
  boxes.forEach(function (box) { box.addEventListener("change", function () { change(true); }); });
  sort.addEventListener("change", function () { change(true); });
  one("more").addEventListener("click", function () {
    var first = shown;
    shown += PAGE;
    draw();
    var next = all("[data-result]:not([hidden])")[first];
    if (next) next.querySelector("a").focus();
  });
  all("[data-facet-more]").forEach(function (button) {
    button.addEventListener("click", function () {
      var facet = button.closest(".facet");
      var next = facet.querySelector(".facet__option--more input");
      facet.classList.add("is-open");
      next.focus();
    });
  });
  one("copy-table").addEventListener("click", function () {
    var lines = [["Практика", "Регион", "Адрес"].join("\t")];
    all("[data-result]").forEach(function (element) {
      var link = element.querySelector(".row__title a");
      if (element.parentNode !== list || !isFound(element)) return;
      var regions = all(".row__meta a", element).map(function (a) { return a.textContent; }).join(", ");
      lines.push([link.textContent, regions, link.href].join("\t"));
    });
    navigator.clipboard.writeText(lines.join("\n")).then(function () {
      one("search-status").textContent = "Скопировано строк: " + (lines.length - 1);
      one("copy-table").textContent = "Скопировано";
      setTimeout(function () { one("copy-table").textContent = "Скопировать таблицей"; }, 2000);
    });
  });
  function isFound(element) {
    var row = rows.filter(function (r) { return r.element === element; })[0];
    return fits(row, chosen()) && (!answer || answer.byId[row.id]);
  }
  window.addEventListener("popstate", function () {
    fromAddress();
    shown = PAGE;
    ask();
  });

  one("facets").hidden = false;
  one("sort-label").hidden = false;
  one("copy-table").hidden = !navigator.clipboard;
  if (window.matchMedia("(max-width: 820px)").matches) one("facets-sheet").open = false;
  fromAddress();
  ask();
})();
