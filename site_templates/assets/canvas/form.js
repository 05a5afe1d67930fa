// A filled template as a sheet: lines and rows of cells, as generator/analysis/canvas_form.py.
//
// names: {situation, region}; tests/canvases holds both sides equal. Words come from the page.
(function () {
  "use strict";

  var BLOCK_COLUMNS = 6;
  var USABLE = { A4: 14600, A3: 21400 }; // twentieths of a point
  var FIRST = 2200, MOST_ON_A4 = 6;
  var fill = window.smartekaDrafting.values.fill, partialDate = window.smartekaDrafting.values.partialDate;

  function cell(text, span, look) {
    return { text: text || "", span: span || 1, look: look || "text" };
  }

  function forms(words) {
    var SHEET = words.sheet;

    function years(age) {
      var n = age % 100, last = n % 10;
      var form = n >= 11 && n <= 14 ? "many" : last === 1 ? "one" : last >= 2 && last <= 4 ? "few" : "many";
      return fill(SHEET["years_" + form], { count: age });
    }
    function headText(canvas, head) {
      var value = canvas[head];
      if (value === undefined) return "";
      return head === "date" ? partialDate(value, words) : head === "state" ? words.states[value] : String(value);
    }
    function heads(template) {
      return template.layout.some(function (names) { return names.indexOf("head") >= 0; }) ? [] : template.head;
    }

    function columns(template, canvas) { // [{phase, heading, values}]
      if (template.columns === "stages") {
        return (canvas.stages || []).map(function (stage) { return { phase: stage.phase, heading: stage.title, values: stage }; });
      }
      var found = [];
      words.order.phases.forEach(function (phase) {
        words.order.formats.forEach(function (format) {
          var values = (canvas.contacts || []).filter(function (each) { return each.phase === phase && each.format === format; })[0];
          found.push({ phase: phase, heading: words.formats[format], values: values || {} });
        });
      });
      return found;
    }
    function table(template, list) {
      var spans = [], isMatrix = template.columns === "contacts", look = isMatrix ? "head" : "stage";
      list.forEach(function (column) {
        var last = spans[spans.length - 1];
        if (last && last.phase === column.phase) last.count += 1;
        else spans.push({ phase: column.phase, count: 1 });
      });
      var rows = [
        [cell(isMatrix ? SHEET.control : "", 1, "head")].concat(spans.map(function (each) { return cell(words.phases[each.phase], each.count, "band"); })),
        [cell(isMatrix ? SHEET.format : SHEET.stage, 1, "head")].concat(list.map(function (column) { return cell(column.heading, 1, look); }))
      ];
      template.rows.forEach(function (row) {
        if (row.line) rows.push([cell(row.line, list.length + 1, "line")]);
        rows.push([cell(row.title, 1, "row")].concat(list.map(function (column) {
          var text = column.values[row.name] || "", mood = row.name === "emotions" ? column.values.mood : "";
          return mood ? cell([words.moods[mood], text].filter(Boolean).join("\n"), 1, "mood-" + mood) : cell(text);
        })));
      });
      return rows;
    }

    function blocks(template, canvas) {
      var rows = {}, made = [];
      template.rows.forEach(function (row) { rows[row.name] = row; });
      if (template.rings) made.push([cell(canvas.service || words.heads.service, BLOCK_COLUMNS, "band")]);
      template.layout.forEach(function (names) {
        var span = BLOCK_COLUMNS / names.length;
        made.push(names.map(function (name) { return cell(rows[name] ? rows[name].title : SHEET.name_and_age, span, "row"); }));
        made.push(names.map(function (name) {
          if (name !== "head") return cell((canvas.blocks || {})[name], span);
          return cell([canvas.person || "", canvas.age === undefined ? "" : years(canvas.age)].filter(Boolean).join(", "), span, "name");
        }));
      });
      return made;
    }

    function form(template, canvas, names) {
      var lines = [];
      function line(text, look) { lines.push({ text: text, look: look || "note" }); }
      line(canvas.title, "title");
      if (canvas.title !== template.title) line(template.title, "subtitle");
      if (canvas.example) line(SHEET.example, "example");
      line(fill(SHEET.situation, { title: names.situation }));
      if (canvas.region) line(fill(SHEET.region, { title: names.region }));
      heads(template).forEach(function (head) {
        var text = headText(canvas, head);
        if (text) line(fill(SHEET.line, { title: words.heads[head], text: text }));
      });
      var list = template.columns ? columns(template, canvas) : [];
      var count = template.columns ? list.length : BLOCK_COLUMNS, first = template.columns ? FIRST : 0;
      var paper = template.columns && count > MOST_ON_A4 ? "A3" : "A4";
      var width = Math.floor((USABLE[paper] - first) / Math.max(1, count));
      var widths = new Array(count).fill(width);
      return {
        lines: lines, tables: [template.columns ? table(template, list) : blocks(template, canvas)],
        widths: template.columns ? [first].concat(widths) : widths, paper: paper, space: 0
      };
    }

    return { form: form };
  }

  window.smartekaCanvas = { forms: forms };
})();
