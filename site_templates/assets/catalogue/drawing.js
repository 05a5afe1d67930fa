// The list as it is seen: rows in their order, numbers, chips of what is chosen, notes, what it is on paper.
(function () {
  "use strict";

  var dom = window.smartekaDom, element = dom.element, catalogue = window.smartekaCatalogue, one = catalogue.one;
  var FACETS = catalogue.FACETS, titles = catalogue.titles, boxes = catalogue.boxes, input = catalogue.input, own = catalogue.own;
  var PRACTICES = ["практика", "практики", "практик"];
  var QUOTED = 120; // letters of a query that are told
  var COUNTS_MS = 100; // numbers do not wait longer for the rows; else both are drawn together
  var list = one("results");
  // What stands beside each box: how many there are in all, and as last drawn.
  var values = boxes.map(function (box) {
    var place = box.parentNode.querySelector("[data-facet-count]"), all = Number(place.textContent);
    return { name: box.name, value: box.value, place: place, all: all, shown: all || -1 };
  });
  var chipped = ""; // facets whose chips are drawn
  var late = 0; // timer of numbers that come before the rows
  /**
   * What is drawn: how many are found, their rows (as many as are wanted), counts by facet and value (null: those that came
   * with the page), the engine's answer (null: the page's own rows), what is to be said of it.
   * @type {{total: number, elements: HTMLElement[], counts: object|null, found: object|null, note: string}|null}
   */
  var view = null;

  /** @param {object} drawn as `view` @param {boolean} [begun] only the rows that fill the window: the others are still coming */
  function draw(drawn, begun) {
    var before = view ? view.elements : own.rows.map(function (row) { return row.element; });
    view = drawn;
    clearTimeout(late);
    var kept = new Set(view.elements);
    before.forEach(function (row) {
      if (!kept.has(row)) row.remove();
    });
    var next = list.firstElementChild;
    view.elements.forEach(function (row) {
      if (row === next) next = next.nextElementSibling;
      else list.insertBefore(row, next);
    });
    if (!begun) busy(false);
    document.dispatchEvent(new Event("smarteka:rows"));
    drawNumbers(view.total, view.counts);
    if (!begun) one("more-wrap").hidden = view.total <= view.elements.length;
    one("empty").hidden = view.total > 0;
    one("empty").querySelector("h2").textContent = catalogue.words() ? "Практик по словам " + quoted() + " нет" : "Таких практик нет";
    catalogue.root.classList.toggle("is-empty", !view.total);
    catalogue.sort.options[0].textContent = catalogue.words() ? "подходящие" : "доказанные"; // without words the better proven come first
    nearest();
    note();
    one("print-about").textContent = about();
    one("search-status").textContent = view.total ? "Найдено: " + view.total + " " + dom.plural(view.total, PRACTICES) : "Практик не нашлось";
  }
  /** @param {boolean} is whether rows are still coming */
  function busy(is) {
    list.setAttribute("aria-busy", String(is));
  }
  // What can be told before the rows have come.
  function drawNumbers(total, counts) {
    drawCounts(counts);
    drawChips(catalogue.chosen());
    one("result-total").textContent = total;
    one("result-word").textContent = dom.plural(total, PRACTICES);
    one("facets-done").textContent = "Показать " + total + " " + dom.plural(total, ["практику", "практики", "практик"]);
  }
  /** Numbers that have come before the rows. @param {number} total @param {object|null} counts @param {function(): boolean} wanted */
  function numbersSoon(total, counts, wanted) {
    clearTimeout(late);
    late = setTimeout(function () { if (wanted()) drawNumbers(total, counts); }, COUNTS_MS);
  }
  function drawCounts(counts) {
    values.forEach(function (value) {
      var n = counts ? (counts[value.name] || {})[value.value] || 0 : value.all;
      if (n === value.shown) return;
      value.place.textContent = value.shown = n;
      value.place.parentNode.classList.toggle("is-zero", n === 0);
    });
    var picked = boxes.filter(function (box) { return box.checked; }).length;
    one("facets-count").textContent = picked ? "(" + picked + ")" : "";
  }
  function drawChips(facets) {
    var place = one("chips"), key = JSON.stringify(facets);
    if (key === chipped) return;
    chipped = key;
    var focused = place.contains(document.activeElement);
    place.textContent = "";
    function chip(label, taken) {
      var button = place.appendChild(element("button", { type: "button", "class": "chip", text: label, "aria-label": "Убрать: " + label }));
      button.addEventListener("click", function () {
        boxes.forEach(function (box) { if (taken(box)) box.checked = false; });
        catalogue.change(true);
      });
    }
    FACETS.forEach(function (name) {
      facets[name].forEach(function (value) {
        chip(titles[name + " " + value], function (box) { return box.name === name && box.value === value; });
      });
    });
    if (place.childElementCount > 1) chip("Сбросить всё", function () { return true; });
    if (focused) (place.firstChild || input).focus();
  }
  function quoted() {
    var words = catalogue.words();
    return "«" + (words.length > QUOTED ? words.slice(0, QUOTED) + "…" : words) + "»";
  }
  var MANY_WORDS = 3;
  function note() {
    var place = one("search-note"), found = view.found, told = view.note ? [view.note] : [];
    if (found && found.broken) told.push("Загрузилось не всё, найтись может больше: проверьте связь и повторите поиск.");
    if (found && found.cut) told.push("Запрос длинный: ищем по его началу.");
    if (found && found.suggestion) told.push("Ищем «" + found.suggestion + "».");
    if (found && found.partial && !found.broken) {
      told.push(found.complete
        ? "Все слова сразу – в записях: " + found.complete + ". В остальных – часть слов."
        : "Все слова сразу не встретились: показаны записи, где есть часть из них.");
      // Who tells a whole story is not helped by another word.
      if (!found.complete && found.query.split(" ").length > MANY_WORDS) told.push("Попробуйте короче: два-три слова о самом деле.");
    }
    place.textContent = told.join(" ");
    place.hidden = !told.length;
  }
  function nearest() {
    var place = one("suggestion"), near = (view.found && view.found.nearest) || [];
    place.textContent = near.length ? "Похожие слова из базы: " : "";
    near.forEach(function (word) { place.append(element("a", { href: "?q=" + encodeURIComponent(word), text: word }), " "); });
  }
  function about() {
    var told = catalogue.words() ? ["Запрос: " + quoted()] : [], facets = catalogue.chosen();
    dom.all("[data-facet]", catalogue.root).forEach(function (facet) {
      var values = facets[facet.dataset.facet].map(function (value) { return titles[facet.dataset.facet + " " + value]; });
      if (values.length) told.push(facet.querySelector("legend").textContent + ": " + values.join(", "));
    });
    told.push("Показано: " + view.elements.length + " из " + view.total, dom.decoded(new URL(catalogue.toAddress(), location.href).href));
    return told.join(". ");
  }

  Object.assign(catalogue, { draw: draw, busy: busy, numbersSoon: numbersSoon, view: function () { return view; } });
})();
