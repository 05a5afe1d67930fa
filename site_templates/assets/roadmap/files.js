// A road map as a sheet of Excel, as a flat table and as text; the rest is in drafting/files.js.
(function () {
  "use strict";

  var SHADES = { band: "D9E6E8", head: "EFEDE6", measure: "F7F6F2" };
  var EXCEL_WIDTHS = [34, 30, 34, 14, 14, 26]; // characters, as exports/roadmap/excel.py
  var FONT = "Arial";

  function excel(form) {
    return window.smartekaDrafting.files.library("write-excel-file", "writeXlsxFile").then(function (write) {
      var spread = function (cell, span) { return [cell].concat(new Array(span - 1).fill(null)); };
      var rows = form.lines.map(function (line) {
        var right = line.look === "approval";
        var cell = {
          value: line.text, type: String, wrap: true, alignVertical: "center", align: right ? "left" : "center",
          fontSize: { title: 14, subtitle: 11 }[line.look] || 10, height: right && line.text.length > 60 ? 30 : 20
        };
        if (line.look === "title") cell.fontWeight = "bold";
        cell.columnSpan = right ? 3 : 6;
        return right ? [null, null, null].concat(spread(cell, 3)) : spread(cell, 6);
      });
      form.tables.forEach(function (table) {
        rows.push([]);
        table.forEach(function (cells) {
          var column = 0, most = 1;
          cells.forEach(function (cell) {
            var width = EXCEL_WIDTHS.slice(column, column + cell.span).reduce(function (a, b) { return a + b; });
            column += cell.span;
            most = Math.max(most, Math.ceil(cell.text.length * 11 / (10 * width)));
          });
          var row = [];
          cells.forEach(function (cell) {
            var made = { fontSize: 10, wrap: true, alignVertical: "top", borderStyle: "thin", borderColor: "#5F6B70", height: Math.min(most * 13.5 + 5, 409) };
            if (SHADES[cell.look]) made.backgroundColor = "#" + SHADES[cell.look];
            if (SHADES[cell.look] && cell.look !== "head") made.fontWeight = "bold";
            if (cell.number !== undefined) Object.assign(made, { type: Number, value: Number(cell.number), align: "left" });
            else if (cell.day) Object.assign(made, { type: Date, value: new Date(cell.day + "T00:00:00Z"), format: "dd.mm.yyyy", align: "left" });
            else if (cell.text) Object.assign(made, { type: String, value: cell.text });
            if (cell.span > 1) made.columnSpan = cell.span;
            row = row.concat(spread(made, cell.span));
          });
          rows.push(row);
        });
      });
      return write(rows, {
        sheet: "Дорожная карта", orientation: "landscape", columns: EXCEL_WIDTHS.map(function (width) { return { width: width }; })
      }, { fontFamily: FONT, fontSize: 10 }).toBlob();
    });
  }

  function json(record) {
    return JSON.stringify(window.smartekaRoadmap.ordered(record), null, 2) + "\n";
  }

  window.smartekaRoadmap.files = { excel: excel, csv: window.smartekaCsv, json: json };
})();
