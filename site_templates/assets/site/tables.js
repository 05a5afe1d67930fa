// Tables of hand-written pages on a telephone, and whatever is wider than its place.
(function () {
  "use strict";

  var all = window.smartekaDom.all;

  // Tables of hand-written pages become cards on a telephone, as those of records do. Forms to fill stay tables.
  all(".doc .prose table").forEach(function (table) {
    var heads = all("thead th", table).map(function (th) { return th.textContent.trim(); });
    var cells = all("tbody td", table);
    if (heads.length < 2 || heads.some(function (h) { return !h; }) ||
      cells.some(function (td) { return !td.textContent.trim(); })) return;
    table.classList.add("cards");
    all("tbody tr", table).forEach(function (row) {
      all("td", row).forEach(function (td, i) { if (i) td.dataset.label = heads[i]; });
    });
  });

  // What is wider than its place scrolls sideways: its cut edge fades, keys reach it and it has a name.
  if (window.ResizeObserver) all(".table-wrap, .cv__scroll").forEach(function (wrap) {
    var look = function () {
      var rest = wrap.scrollWidth - wrap.clientWidth;
      wrap.classList.toggle("is-cut", rest - wrap.scrollLeft > 1);
      if (rest > 1) wrap.tabIndex = 0;
      else wrap.removeAttribute("tabindex");
      if (rest <= 1 || wrap.hasAttribute("aria-label")) return;
      var section = wrap.closest("section"), title = wrap.querySelector("caption") || section && section.querySelector("h2, h3");
      wrap.setAttribute("role", "group");
      wrap.setAttribute("aria-label", title ? "Таблица: " + title.firstChild.textContent.trim() : "Таблица");
    };
    wrap.addEventListener("scroll", look, { passive: true });
    new ResizeObserver(look).observe(wrap);
  });
})();
