// What else the words name: situations, problems, issues, regions, terms. Stands below the list, and is asked for when one comes near it.
(function () {
  "use strict";

  var dom = window.smartekaDom, element = dom.element, find = window.smartekaFind, catalogue = window.smartekaCatalogue, one = catalogue.one;
  var OTHERS = 16, OF_A_KIND = 4; // of other kinds than practices
  var asked = ""; // words for which the others stand there, or will
  var near = null;
  var watch = window.IntersectionObserver && new IntersectionObserver(function (entries) {
    if (!near || !entries.some(function (entry) { return entry.isIntersecting; })) return;
    var ask = near;
    near = null;
    ask();
  }, { rootMargin: "300px" });

  /** @param {string} query empty: nothing stands there */
  function beside(query) {
    if (query === asked) return;
    asked = query;
    draw([]);
    near = query ? function () { ask(query); } : null;
    if (near && !watch) near();
    if (watch) watch.disconnect();
    if (watch && near) watch.observe(one("others-here"));
  }
  function ask(query) {
    find.load().then(function (engine) {
      return engine.ready().then(function () {
        var types = Object.keys(engine.types()).filter(function (type) { return type !== "practice"; });
        return types.length ? engine.search(query, { types: types, limit: OTHERS, perType: OF_A_KIND, counts: false }) : { hits: [] };
      });
    }).then(function (found) {
      if (query === asked) draw(found.hits);
    }, function () { if (query === asked) draw([]); });
  }
  function draw(hits) {
    var target = one("others-list"), groups = {};
    target.textContent = "";
    one("others").hidden = !hits.length;
    hits.forEach(function (hit) { (groups[hit.type] = groups[hit.type] || []).push(hit); });
    Object.keys(groups).forEach(function (type) {
      target.appendChild(element("li", {}, [
        element("h3", { text: find.titles()[type] }),
        element("ul", {}, groups[type].map(function (hit) {
          var link = element("a", { href: dom.address(hit.url), "data-other": hit.type + ":" + hit.id });
          return element("li", {}, [window.smartekaTypography.typeset(link, hit.title)]);
        }))
      ]));
    });
  }

  catalogue.beside = beside;
})();
