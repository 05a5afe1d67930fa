// Favourites, kept in this browser only: a mark on every practice, how many there are in the header.
(function () {
  "use strict";

  var dom = window.smartekaDom, KEY = "smarteka:shortlist";
  var memory = []; // as last seen: what there is where the browser keeps nothing
  var kept; // whether the browser keeps them; not known before it was tried

  /** @param {*} id @returns {boolean} whether it may be the id of a practice */
  function isId(id) {
    return typeof id === "string" && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);
  }
  function read() {
    var found = kept === false ? null : dom.stored(KEY); // what a full storage still holds is older than the memory
    if (Array.isArray(found)) memory = found.filter(isId);
    else if (kept) memory = []; // cleared elsewhere
    if (Array.isArray(found)) kept = true;
  }
  /** Marked practices in the order in which they were marked. @returns {string[]} */
  function ids() {
    return memory;
  }
  /** Makes them others; `change` gets those that are marked by now, in whatever window. @param {function(string[]): string[]} change */
  function set(change) {
    read();
    memory = change(memory);
    kept = dom.store(KEY, memory); // else they live until the page is left
    show();
  }
  function show() {
    dom.all("[data-mark]").forEach(function (button) {
      var on = memory.indexOf(button.dataset.mark) >= 0, label = button.querySelector("[data-mark-label]");
      button.hidden = false;
      button.setAttribute("aria-pressed", String(on));
      if (label) label.textContent = on ? "В избранном" : "В избранное";
    });
    dom.all("[data-shortlist-link]").forEach(function (link) {
      link.hidden = memory.length === 0;
      link.querySelector("[data-shortlist-count]").textContent = memory.length;
    });
    document.dispatchEvent(new Event("smarteka:marks"));
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-mark]");
    if (!button) return;
    var id = button.dataset.mark, on = button.getAttribute("aria-pressed") !== "true";
    set(function (now) {
      var others = now.filter(function (each) { return each !== id; });
      return on ? others.concat(id) : others;
    });
  });
  dom.whenStored(KEY, function () {
    read();
    show();
  });
  document.addEventListener("smarteka:rows", show); // the catalogue has drawn other rows
  read();
  show();

  window.smartekaMarks = { ids: ids, set: set, isId: isId };
})();
