// Folds, `details.fold`: a telephone keeps them closed, styles show them whole in a wide window and on paper.
//
// Here is the comfort: what an address names is opened, who comes back finds open what was, one button opens all of a
// part. Browsers whose styles cannot show what is closed have it opened instead.
(function () {
  "use strict";

  var dom = window.smartekaDom, all = dom.all, folds = all("#main details.fold");
  if (!folds.length) return;
  var kept = history.state && history.state.folds || [];
  kept.forEach(function (place) { if (folds[place]) folds[place].open = true; });

  // The browser restores how far a page was scrolled, not what was open on it.
  var timer = 0;
  function keep() {
    var open = Array.from(folds.keys()).filter(function (place) { return folds[place].open; });
    try {
      history.replaceState(Object.assign({}, history.state, { folds: open }), "");
    } catch (error) {
      /* Safari counts such changes and forbids too many: not remembered, still open */
    }
  }
  folds.forEach(function (fold) {
    fold.addEventListener("toggle", function () {
      clearTimeout(timer);
      timer = setTimeout(keep, 50); // once for all that one button opens
    });
  });

  /** Opens what hides the place that a fragment names, and the fold which that place is the head of. @returns {boolean} whether anything was closed */
  function reveal(fragment) {
    var target = dom.target(fragment);
    if (!target) return false;
    var closed = all(":scope > .fold", target), next = target.nextElementSibling;
    if (next && next.matches(".doc__parts")) next = next.nextElementSibling;
    if (next && next.matches(".fold")) closed.push(next);
    for (var around = target.closest(".fold"); around; around = around.parentNode.closest(".fold")) closed.push(around);
    closed = closed.filter(function (fold) { return !fold.open; });
    closed.forEach(function (fold) { fold.open = true; });
    return closed.length > 0;
  }
  function arrive() {
    if (reveal(location.hash)) dom.target(location.hash).scrollIntoView();
  }
  document.addEventListener("click", function (event) { reveal(dom.fragment(event)); }); // before the browser goes there, and though it is there already
  window.addEventListener("hashchange", arrive);
  if (!kept.length) arrive();

  all("[data-unfold]").forEach(function (button) {
    var own = all(".fold", button.closest("section, article"));
    function isOpen() { return own.every(function (fold) { return fold.open; }); }
    function tell() { button.textContent = isOpen() ? "Свернуть все" : "Раскрыть все"; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var open = !isOpen();
      own.forEach(function (fold) { fold.open = open; });
    });
    own.forEach(function (fold) { fold.addEventListener("toggle", tell); });
    tell();
  });

  if (window.CSS && CSS.supports("selector(::details-content)")) return;
  var wide = window.matchMedia("(min-width: 51.31em), print");
  function unfold() {
    if (wide.matches) folds.forEach(function (fold) { fold.open = true; });
  }
  wide.addEventListener("change", unfold);
  window.addEventListener("beforeprint", function () { folds.forEach(function (fold) { fold.open = true; }); });
  unfold();
})();
