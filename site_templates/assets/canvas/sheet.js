// A sheet on the page, for reading and for paper, as site_templates/_sheet.html draws it.
(function () {
  "use strict";

  var element = window.smartekaDom.element;
  var HEADS = ["head", "band", "stage", "row"];

  function lines(text) {
    return text.split("\n").filter(Boolean);
  }
  function isUnknown(text, unknown) {
    return text === unknown;
  }
  function filled(text, unknown) { // the elements of a cell's text
    return lines(text).map(function (each) { return element("p", { text: each, "class": isUnknown(each, unknown) ? "unknown" : undefined }); });
  }

  function rings(rows, unknown) {
    function ring(place) {
      return [
        element("p", { "class": "rings__name", text: rows[1][place].text }),
        element("ul", {}, lines(rows[2][place].text).map(function (each) { return element("li", { text: each, "class": isUnknown(each, unknown) ? "unknown" : undefined }); }))
      ];
    }
    return element("div", { "class": "rings" }, ring(1).concat([
      element("div", { "class": "rings__near" }, ring(0).concat([element("p", { "class": "rings__centre", text: rows[0][0].text })]))
    ]));
  }

  // The curve of moods over the row of emotions; the words stand in its cells.
  function curve(cells) {
    var heights = { good: 10, even: 30, bad: 50 }, points = [];
    cells.slice(1).forEach(function (cell, place) {
      var mood = cell.look.replace("mood-", "");
      if (heights[mood]) points.push({ x: place * 100 + 50, y: heights[mood], mood: mood });
    });
    if (!points.length) return null;
    var td = element("td", { "class": "is-curve", colspan: cells.length - 1 });
    td.innerHTML = '<svg viewBox="0 0 ' + (cells.length - 1) * 100 + ' 60" preserveAspectRatio="none" aria-hidden="true" focusable="false"><polyline points="' +
      points.map(function (each) { return each.x + "," + each.y; }).join(" ") + '" vector-effect="non-scaling-stroke"/>' +
      points.map(function (each) { return '<path d="M' + each.x + " " + each.y + 'h0" class="is-' + each.mood + '" vector-effect="non-scaling-stroke"/>'; }).join("") + "</svg>";
    return element("tr", { "class": "is-curve-row", "aria-hidden": "true" }, [element("td", { "class": "is-row" }), td]);
  }

  function table(form, template, unknown) {
    var rows = form.tables[0], labels = [], phases = [], isGrid = Boolean(template.columns);
    var made = rows.map(function (cells, r) {
      var isHeading = isGrid ? r < 2 : r % 2 === 0, column = 0, place = 0;
      var drawn = cells.map(function (cell) {
        var isHead = HEADS.indexOf(cell.look) >= 0;
        var label = isHead || cell.look === "line" ? undefined : labels[place];
        if (isHeading && isGrid && r === 0) for (var i = 0; i < cell.span; i += 1) phases[column + i] = cell.text;
        if (isHeading && isGrid && r === 1) labels[place] = template.columns === "contacts" ? phases[column] + ", " + cell.text : cell.text;
        if (isHeading && !isGrid) labels[place] = cell.text;
        column += cell.span;
        place += 1;
        return element(isHead && cell.text ? "th" : "td", {
          "class": "is-" + cell.look, colspan: cell.span > 1 ? cell.span : undefined, "data-label": label,
          scope: !isHead || !cell.text ? undefined : cell.look === "row" && isGrid ? "row" : cell.look === "band" ? "colgroup" : "col"
        }, filled(cell.text, unknown));
      });
      return element("tr", { "class": isHeading ? "is-heading" : undefined }, drawn);
    });
    rows.forEach(function (cells, r) {
      if (cells.some(function (cell) { return /^mood-/.test(cell.look); })) made.splice(r, 0, curve(cells)); // one row has moods
    });
    return element("table", { "class": "sheet__table" }, [element("tbody", {}, made)]);
  }

  function sheet(form, template, words) {
    var unknown = words.unknown;
    return [
      element("div", { "class": "sheet__lines" }, form.lines.map(function (line) { return element("p", { "class": "is-" + line.look, text: line.text }); })),
      template.rings ? rings(form.tables[0], unknown)
        : element("div", { "class": "table-wrap", tabindex: "0", role: "group", "aria-label": template.title }, [table(form, template, unknown)])
    ];
  }

  window.smartekaCanvas.sheet = sheet;
})();
