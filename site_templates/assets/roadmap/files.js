// A road map as a file, and a file as a road map. Libraries are fetched when they are asked for.
(function () {
  "use strict";

  var here = new URL("../", document.currentScript ? document.currentScript.src : location.href).href;
  var loading = {};
  var SHADES = { band: "D9E6E8", head: "EFEDE6", measure: "F7F6F2" };
  var WORD_WIDTHS = [3200, 2900, 3100, 1500, 1500, 2400]; // twentieths of a point, as exports/roadmap/word.py
  var EXCEL_WIDTHS = [34, 30, 34, 14, 14, 26]; // characters, as exports/roadmap/excel.py
  var FONT = "Arial";
  var MIMES = {
    docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    csv: "text/csv", json: "application/json", yml: "application/yaml"
  };

  function library(name, global) {
    loading[name] = loading[name] || new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = here + "vendor/" + name + ".js";
      script.onload = function () { done(window[global]); };
      script.onerror = function () {
        delete loading[name];
        failed(new Error("Не загрузился файл " + name + ".js. Проверьте связь и попробуйте ещё раз."));
      };
      document.head.appendChild(script);
    });
    return loading[name];
  }

  function word(form, title) {
    return library("docx", "docx").then(function (docx) {
      var border = { style: docx.BorderStyle.SINGLE, size: 4, color: "5F6B70" };
      var borders = { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border };
      var children = form.lines.map(function (line) {
        var isTitle = line.look === "title";
        return new docx.Paragraph({
          alignment: line.look === "approval" ? docx.AlignmentType.LEFT : docx.AlignmentType.CENTER,
          indent: line.look === "approval" ? { left: docx.convertMillimetersToTwip(130) } : undefined,
          spacing: { before: isTitle ? 240 : 0, after: 80 },
          children: [new docx.TextRun({ text: line.text, bold: isTitle, size: isTitle ? 28 : line.look === "approval" ? 20 : 22 })]
        });
      });
      form.tables.forEach(function (rows) {
        children.push(new docx.Paragraph({})); // two tables that touch would become one
        children.push(new docx.Table({
          columnWidths: WORD_WIDTHS, layout: docx.TableLayoutType.FIXED, borders: borders,
          width: { size: WORD_WIDTHS.reduce(function (a, b) { return a + b; }), type: docx.WidthType.DXA },
          rows: rows.map(function (cells) {
            var column = 0;
            return new docx.TableRow({
              cantSplit: cells[0].look === "head" || cells[0].look === "band",
              children: cells.map(function (cell) {
                var width = WORD_WIDTHS.slice(column, column + cell.span).reduce(function (a, b) { return a + b; });
                column += cell.span;
                return new docx.TableCell({
                  columnSpan: cell.span, width: { size: width, type: docx.WidthType.DXA },
                  shading: SHADES[cell.look] ? { type: docx.ShadingType.CLEAR, color: "auto", fill: SHADES[cell.look] } : undefined,
                  children: [new docx.Paragraph({
                    keepNext: cell.look !== "text", spacing: { before: 40, after: 40 },
                    children: cell.text ? [new docx.TextRun({ text: cell.text, size: 18, bold: cell.look === "band" || cell.look === "measure" })] : []
                  })]
                });
              })
            });
          })
        }));
      });
      return docx.Packer.toBlob(new docx.Document({
        title: title.slice(0, 255), creator: "", lastModifiedBy: "", description: "",
        styles: { default: { document: { run: { font: FONT, size: 20, language: { value: "ru-RU" } } } } },
        sections: [{
          properties: { page: {
            size: { orientation: docx.PageOrientation.LANDSCAPE, width: 11906, height: 16838 },
            margin: { top: 850, bottom: 850, left: 1134, right: 1134 }
          } },
          children: children
        }]
      }));
    });
  }

  function excel(form) {
    return library("write-excel-file", "writeXlsxFile").then(function (write) {
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

  function csv(rows) {
    // A cell that a spreadsheet would run as a formula is kept as text.
    return "\ufeff" + rows.map(function (row) {
      return row.map(function (text) {
        var kept = /^[=+\-@\t]/.test(text) && !/^-?[0-9]+(,[0-9]+)?$/.test(text) ? "'" + text : text;
        return '"' + kept.replace(/"/g, '""') + '"';
      }).join(";") + "\r\n";
    }).join("");
  }

  function json(record) {
    return JSON.stringify(window.smartekaRoadmap.ordered(record), null, 2) + "\n";
  }
  function yaml(record) {
    return library("js-yaml", "jsyaml").then(function (jsyaml) {
      return jsyaml.dump(window.smartekaRoadmap.ordered(record), { lineWidth: 110, noRefs: true });
    });
  }
  function parse(text) { // YAML or JSON → plain values; days stay texts
    if (/^\s*\{/.test(text)) {
      try {
        return Promise.resolve(JSON.parse(text));
      } catch (error) {
        /* a YAML mapping may begin like this, too */
      }
    }
    return library("js-yaml", "jsyaml").then(function (jsyaml) {
      return jsyaml.load(text, { schema: jsyaml.CORE_SCHEMA });
    });
  }

  function save(data, name) {
    var link = document.createElement("a");
    var type = MIMES[name.split(".").pop()];
    link.href = URL.createObjectURL(data instanceof Blob ? data : new Blob([data], { type: type }));
    link.download = name;
    document.body.appendChild(link);
    link.click();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
      link.remove();
    }, 1000);
  }

  window.smartekaRoadmap.files = { word: word, excel: excel, csv: csv, json: json, yaml: yaml, parse: parse, save: save };
})();
