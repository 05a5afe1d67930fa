// Abbreviations: hover, a tap, or a stop of the Tab key on the first of each shows what it stands for.
(function () {
  "use strict";

  var tip = null, met = {};
  function closeTip() {
    if (!tip) return;
    tip.owner.removeAttribute("aria-describedby");
    tip.remove();
    tip = null;
  }
  function openTip(abbr) {
    closeTip();
    tip = document.createElement("span");
    tip.owner = abbr;
    tip.id = "tip";
    tip.className = "tip";
    tip.setAttribute("role", "status");
    tip.textContent = abbr.title;
    document.body.appendChild(tip);
    abbr.setAttribute("aria-describedby", "tip");
    var box = abbr.getBoundingClientRect();
    var left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = Math.max(8, left) + window.scrollX + "px";
    // Below its word, or above where the window ends.
    var below = box.bottom + 6, above = box.top - 6 - tip.offsetHeight;
    tip.style.top = (below + tip.offsetHeight > window.innerHeight && above > 0 ? above : below) + window.scrollY + "px";
  }
  var closed = "details:not([open]" + (window.matchMedia("(min-width: 51.31em)").matches ? ",.fold)" : ")"); // a wide window shows folds whole
  window.smartekaDom.all("#main abbr[title]").forEach(function (abbr) {
    var part = abbr.closest(closed), seen = part ? part.smartekaMet = part.smartekaMet || {} : met; // what is closed has stops of its own
    if (seen[abbr.textContent] || abbr.closest("a, summary")) return;
    seen[abbr.textContent] = true;
    abbr.tabIndex = 0;
    abbr.addEventListener("focus", function () { openTip(abbr); });
    abbr.addEventListener("blur", closeTip);
  });
  document.addEventListener("click", function (event) {
    var abbr = event.target.closest("abbr[title]");
    if (abbr && !abbr.closest("a")) openTip(abbr);
    else closeTip();
  });
  document.addEventListener("pointerdown", function (event) { // an iPhone tells no clicks on plain text
    if (tip && !tip.owner.contains(event.target)) closeTip();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") closeTip();
  });
})();
