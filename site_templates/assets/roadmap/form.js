// A road map in the form of appendix 2: lines and rows of cells, as generator/analysis/roadmap_form.py.
//
// names: {region, situation, practices: {id: label}, problems: {id: title}}; tests/roadmaps holds both sides equal.
(function () {
  "use strict";

  var NBSP = "\u00a0";
  var COLUMNS = 6;
  var WIDTHS = [3200, 2900, 3100, 1500, 1500, 2400]; // twentieths of a point
  var fill = window.smartekaDrafting.values.fill, partialDate = window.smartekaDrafting.values.partialDate;

  function number(value) { // «−3 461,5»
    var parts = String(Math.abs(value)).split(".");
    return (value < 0 ? "−" : "") + parts[0].replace(/\B(?=(\d{3})+$)/g, NBSP) + (parts[1] ? "," + parts[1] : "");
  }
  function label(practice) {
    return practice.title + (practice.regions && practice.regions.length ? " (" + practice.regions.join(", ") + ")" : "");
  }

  function forms(words) {
    var FORM = words.form;

    function cell(text, span, look) {
      return { text: text, span: span || 1, look: look || "text" };
    }
    function amount(value) {
      return value === undefined ? cell("", 2) : Object.assign(cell(number(value), 2), { number: String(value) });
    }
    function day(value) {
      return value ? Object.assign(cell(value.split("-").reverse().join(".")), { day: value }) : cell("");
    }
    function heads(names, span) {
      return names.map(function (name) { return cell(FORM[name], span, "head"); });
    }
    function problem(measure, names) {
      return measure.problem || (measure.problems || []).map(function (id) { return names.problems[id] || id; }).join("; ");
    }
    function practices(measure, names) {
      return (measure.practices || []).map(function (id) { return names.practices[id] || id; }).join("; ");
    }

    function form(record, names) {
      var lines = [FORM.approved];
      var approvals = record.approvals || [];
      if (!approvals.length) lines.push(FORM.head, FORM.agency);
      approvals.forEach(function (each) {
        lines.push([each.body, each.date ? partialDate(each.date, words) : "", each.document].filter(Boolean).join(", "));
      });
      lines = lines.map(function (text) { return { text: text, look: "approval" }; }).concat([
        { text: FORM.title, look: "title" }, { text: fill(FORM.region, { region: names.region }), look: "subtitle" },
        { text: record.title, look: "subtitle" }
      ]);
      var kpis = [[cell(FORM.situation, 2, "band"), cell(names.situation, 4, "band")], heads(["kpi", "current", "target"], 2)];
      (record.kpis || []).forEach(function (kpi) {
        var year = kpi.year ? " (" + fill(FORM.year, { year: kpi.year }) + ")" : "";
        kpis.push([cell(kpi.title + ", " + kpi.unit + year, 2), amount(kpi.current), amount(kpi.target)]);
      });
      var plan = [[cell(FORM.plan, COLUMNS, "band")], heads(["measure", "problem", "practices"], 2)];
      (record.measures || []).forEach(function (measure, m) {
        plan.push([
          cell(fill(FORM.numbered_measure, { number: m + 1, title: measure.title }), 2, "measure"),
          cell(problem(measure, names), 2, "measure"), cell(practices(measure, names), 2, "measure")
        ]);
        var activities = measure.activities || [];
        if (activities.length) plan.push(heads(["activity", "result", "materials", "start", "end", "responsible"], 1));
        activities.forEach(function (each, a) {
          plan.push([
            cell(fill(FORM.numbered_activity, { number: m + 1 + "." + (a + 1), title: each.title })), cell(each.result || ""),
            cell((each.materials || []).join("; ")), day(each.start), day(each.end), cell((each.responsible || []).join(", "))
          ]);
        });
      });
      return { lines: lines, tables: [kpis, plan], widths: WIDTHS, paper: "A4", space: 0 };
    }

    function table(record, names) { // one flat table, as roadmap_form.table()
      var plain = function (value) { return value === undefined ? "" : String(value).replace(".", ","); };
      var blank = function (count) { return new Array(count).fill(""); };
      var rows = [words.table.slice()];
      (record.kpis || []).forEach(function (kpi, k) {
        rows.push([
          words.rowKinds.kpi, String(k + 1), kpi.title, kpi.kind ? words.kpiKinds[kpi.kind] : "", kpi.unit, plain(kpi.current), plain(kpi.target),
          kpi.year ? String(kpi.year) : "", plain(kpi.actual)
        ].concat(blank(8)));
      });
      (record.measures || []).forEach(function (measure, m) {
        rows.push([words.rowKinds.measure, String(m + 1), measure.title].concat(blank(6), [problem(measure, names), practices(measure, names)], blank(6)));
        (measure.activities || []).forEach(function (each, a) {
          rows.push([words.rowKinds.activity, m + 1 + "." + (a + 1), each.title].concat(blank(8), [
            each.result || "", (each.materials || []).join("; "), each.start || "", each.end || "", (each.responsible || []).join(", "),
            words.statuses[each.status || "planned"]
          ]));
        });
      });
      return rows;
    }

    return { form: form, table: table };
  }

  window.smartekaRoadmap.forms = forms;
  window.smartekaRoadmap.label = label;
})();
