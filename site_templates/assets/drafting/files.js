// Files of what somebody filled in, and a file back as values. Libraries are fetched when they are asked for.
(function () {
  "use strict";

  // As generator/exports/form_word.py has them.
  var SHADES = { band: "D9E6E8", head: "EFEDE6", measure: "F7F6F2", row: "EFEDE6", stage: "EFEDE6", line: "FBEEE4" };
  var BOLD = ["band", "measure", "row", "stage", "name"], CENTRED = ["title", "subtitle"], KEPT = ["head", "band", "line"];
  var PAPERS = { A4: [11906, 16838], A3: [16838, 23811] }; // twentieths of a point
  var FONT = "Arial";
  var MIMES = {
    docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    csv: "text/csv", json: "application/json", yml: "application/yaml"
  };

  /** A library of vendor/, fetched once. @param {string} name of its file @param {string} global where it puts itself @returns {Promise<*>} */
  function library(name, global) {
    return window.smartekaDom.script("assets/vendor/" + name + ".js").then(function () { return window[global]; }, function () {
      throw new Error("Не загрузился файл " + name + ".js. Проверьте связь и попробуйте ещё раз.");
    });
  }

  /** A form as a Word file. @param {object} form lines and rows of cells, as roadmap/form.js makes them @param {string} title @returns {Promise<Blob>} */
  function word(form, title) {
    return library("docx", "docx").then(function (docx) {
      var border = { style: docx.BorderStyle.SINGLE, size: 4, color: "5F6B70" };
      var borders = { top: border, bottom: border, left: border, right: border, insideHorizontal: border, insideVertical: border };
      var children = form.lines.map(function (line) {
        var isTitle = line.look === "title";
        return new docx.Paragraph({
          alignment: CENTRED.indexOf(line.look) < 0 ? docx.AlignmentType.LEFT : docx.AlignmentType.CENTER,
          indent: line.look === "approval" ? { left: docx.convertMillimetersToTwip(130) } : undefined,
          spacing: { before: isTitle ? 240 : 0, after: 80 },
          children: [new docx.TextRun({ text: line.text, bold: isTitle, size: isTitle ? 28 : CENTRED.indexOf(line.look) < 0 ? 20 : 22 })]
        });
      });
      form.tables.forEach(function (rows) {
        children.push(new docx.Paragraph({})); // two tables that touch would become one
        children.push(new docx.Table({
          columnWidths: form.widths, layout: docx.TableLayoutType.FIXED, borders: borders,
          width: { size: form.widths.reduce(function (a, b) { return a + b; }), type: docx.WidthType.DXA },
          rows: rows.map(function (cells) {
            var column = 0;
            return new docx.TableRow({
              cantSplit: KEPT.indexOf(cells[0].look) >= 0,
              height: form.space && cells.some(function (cell) { return !cell.text; }) && !cells.every(function (cell) { return KEPT.indexOf(cell.look) >= 0; })
                ? { value: Math.round(form.space * 56.7), rule: docx.HeightRule.ATLEAST } : undefined,
              children: cells.map(function (cell) {
                var width = form.widths.slice(column, column + cell.span).reduce(function (a, b) { return a + b; });
                column += cell.span;
                return new docx.TableCell({
                  columnSpan: cell.span, width: { size: width, type: docx.WidthType.DXA },
                  shading: SHADES[cell.look] ? { type: docx.ShadingType.CLEAR, color: "auto", fill: SHADES[cell.look] } : undefined,
                  children: cell.text.split("\n").map(function (text) {
                    return new docx.Paragraph({
                      keepNext: ["text", "row", "name"].indexOf(cell.look) < 0, spacing: { before: 40, after: 40 },
                      children: text ? [new docx.TextRun({ text: text, size: 18, bold: BOLD.indexOf(cell.look) >= 0 })] : []
                    });
                  })
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
            size: { orientation: docx.PageOrientation.LANDSCAPE, width: PAPERS[form.paper || "A4"][0], height: PAPERS[form.paper || "A4"][1] },
            margin: { top: 850, bottom: 850, left: 1134, right: 1134 }
          } },
          children: children
        }]
      }));
    });
  }

  function yaml(values) {
    return library("js-yaml", "jsyaml").then(function (jsyaml) { return jsyaml.dump(values, { lineWidth: 110, noRefs: true }); });
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

  /** Gives somebody a file. @param {Blob|string} data @param {string} name whose ending tells what it is */
  function save(data, name) {
    window.smartekaDom.download(data instanceof Blob ? data : new Blob([data], { type: MIMES[name.split(".").pop()] }), name);
  }

  window.smartekaDrafting = window.smartekaDrafting || {};
  window.smartekaDrafting.files = { library: library, word: word, yaml: yaml, parse: parse, save: save };
})();
