// A table for spreadsheets. Runs without a page, too.
(function () {
  "use strict";

  /** @param {string[][]} rows @returns {string} with a mark of its encoding, semicolons, lines that end as on Windows */
  window.smartekaCsv = function (rows) {
    return "\ufeff" + rows.map(function (row) {
      return row.map(function (text) {
        // A cell that a spreadsheet would run as a formula is kept as text.
        var kept = /^[=+\-@\t]/.test(text) && !/^-?[0-9]+(,[0-9]+)?$/.test(text) ? "'" + text : text;
        return '"' + kept.replace(/"/g, '""') + '"';
      }).join(";") + "\r\n";
    }).join("");
  };
})();
