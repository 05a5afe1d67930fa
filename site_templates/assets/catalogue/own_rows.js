// The rows that came with the page: narrowed here, at once, where it holds all practices; what there is where the engine did not load.
(function () {
  "use strict";

  var dom = window.smartekaDom, catalogue = window.smartekaCatalogue, FACETS = catalogue.FACETS, sort = catalogue.sort;
  var byId = {};
  var rows = dom.all("[data-result]", catalogue.root).map(function (element, order) {
    var data = element.dataset;
    function words(text) { return text ? text.split(" ") : []; }
    return byId[data.recordId] = {
      element: element, order: order, title: data.title, date: data.date,
      adoptions: Number(data.adoptions), text: dom.fold(data.title + " " + element.textContent),
      values: {
        region: words(data.region), direction: words(data.direction), subcategory: words(data.subcategory),
        life_situation: words(data.lifeSituation), stage: words(data.stage), year: words(data.year)
      }
    };
  });
  var total = Number(catalogue.root.dataset.total), whole = total === rows.length; // the page holds all practices

  /**
   * Rows with all the words as they are typed, under the chosen facets. @param {string} query
   * @returns {{rows: object[], counts: Object<string, Object<string, number>>|null, all: number}} in order, none left out;
   * counts by facet and value, null where the page does not hold what would have to be counted
   */
  function found(query) {
    var asked = dom.fold(query).split(/\s+/), facets = catalogue.chosen(), counts = null;
    function fits(row, without) {
      return FACETS.every(function (name) {
        return name === without || !facets[name].length ||
          facets[name].some(function (value) { return row.values[name].indexOf(value) >= 0; });
      });
    }
    var matching = rows.filter(function (row) {
      return asked.every(function (word) { return row.text.indexOf(word) >= 0; });
    });
    var visible = matching.filter(function (row) { return fits(row); });
    visible.sort(function (a, b) {
      if (sort.value === "date") return b.date < a.date ? -1 : b.date > a.date ? 1 : a.order - b.order;
      if (sort.value === "title") return a.title.localeCompare(b.title, "ru");
      if (sort.value === "adoptions") return b.adoptions - a.adoptions || a.order - b.order;
      return a.order - b.order;
    });
    if (whole) {
      counts = {};
      FACETS.forEach(function (name) {
        counts[name] = {};
        matching.forEach(function (row) {
          if (!fits(row, name)) return;
          row.values[name].forEach(function (value) { counts[name][value] = (counts[name][value] || 0) + 1; });
        });
      });
    }
    return { rows: visible, counts: counts, all: whole || query || !catalogue.unchosen() ? visible.length : total };
  }

  catalogue.own = { rows: rows, byId: byId, whole: whole, found: found };
})();
