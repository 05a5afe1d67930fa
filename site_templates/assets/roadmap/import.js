// Rows of a road map's form → the values of its record, as generator/editing/importing/roadmap_rows.py and roadmap_import.py.
//
// Fetched when somebody opens a workbook. tests/browser holds both sides equal.
(function () {
  "use strict";

  var kit = window.smartekaRoadmap, fill = kit.fill, same = kit.sameText;
  var SLUG = window.smartekaDrafting.values.SLUG, ID_LENGTH = window.smartekaDrafting.values.ID_LENGTH;
  var cells = kit.cells, oneLine = cells.oneLine, plain = cells.plain, asText = cells.asText, shown = cells.shown;
  var number = cells.number, day = cells.day, approval = cells.approval, named = cells.named, listed = cells.listed;
  var MEASURE = /^Решение\s*\/\s*мера(?:\s*(?:\d+|…?N))?(?:[.:]\s*|\s+|$)([\s\S]*)$/i;
  var ACTIVITY = /^(?:\d+\.\d+\.?|\d+[.)]|Мероприятие\s+(?:\d+|…?N)(?:[.:]|(?=\s*$)))\s*([\s\S]*)$/;
  var BLANK_KPI = /^КПЭ\s*(?:\d+|…?N)$/, KPI_NUMBER = /КПЭ\s*(?:\d+|…?N)[.:]\s+/, BLANK_LINE = /_{3,}/;
  var COPY = /\s*(?:\(\d+\)|[-–—] копия)$/;
  var WIDE = [1, 3, 5], ALL = [1, 2, 3, 4, 5, 6];
  var SHORT = { "обл": "область", "респ": "республика", "ао": "автономный округ", "г": "город", "аобл": "автономная область" };

  function regionName(name) { // as generator/editing/importing/region_names.py
    var text = name.toLowerCase().replace(/ё/g, "е").replace(/[«»"“”„().]/g, " ").replace(/\s*[–—-]\s*/g, "-");
    return text.split(/\s+/).filter(Boolean).map(function (word) { return SHORT[word] || word; }).join(" ");
  }

  function byTitle(list) { // → a function that gives the next one of a title, once each; null where there is none
    var left = (list || []).slice();
    return function (title) {
      for (var i = 0; i < left.length; i += 1) if (left[i].title === title) return left.splice(i, 1)[0];
      return null;
    };
  }

  // book: what workbook() read; name: of the file; words: those of the page; help:
  // facts: data/roadmap-form.js; situation(id) → a promise of its data; practices(all) → a promise of [{id, title, regions}]: at
  // hand, or all that can be had; existing(id, region, situation) → the record that gives what the form does not hold, or null.
  // → a promise of {values, existing}; it fails with faults as workbook() does.
  function importForm(book, name, words, help) {
    var FORM = words.form, facts = help.facts, forms = kit.forms(words), faults = [], kinds = {};
    var parts = { region: "", title: "", situation: "", approvals: [], kpis: [], measures: [] };
    var regionTold = false, titled = false;

    function fault(row, column, kind, values) {
      kinds[kind] = true;
      faults.push({ row: row.number, column: column, text: kit.place(row.title, row.number, column) + ": " + kit.said(facts.faults[kind], values) });
    }
    function text(row, column) { return asText(row.cells[column]); }
    function columns(row) { return Object.keys(row.cells).map(Number); }
    function only(row, allowed) {
      columns(row).forEach(function (column) {
        if (allowed.indexOf(column) < 0) fault(row, column, "odd-cell", { text: shown(text(row, column)) });
      });
    }
    function head(row, allowed, names) {
      allowed.forEach(function (column, i) {
        if (!same(row.cells[column] || "", FORM[names[i]])) fault(row, column, "odd-head", { text: FORM[names[i]] });
      });
      only(row, allowed);
    }

    // Rows by what they are; each function is what the next row is expected to be.
    function before(row) {
      var column = columns(row)[0], said = text(row, column);
      if (same(said, FORM.situation)) return toSituation(row);
      only(row, [column]);
      if (same(said, FORM.approved)) return before;
      if (same(said, FORM.title)) titled = true;
      else if (said.indexOf(FORM.region.split("{")[0].trim()) === 0) toRegion(row, column, said);
      else if (regionTold && !parts.title) parts.title = oneLine(said);
      else if (!titled && !regionTold) {
        if (!BLANK_LINE.test(said)) parts.approvals.push(said);
      } else fault(row, column, "odd-line", { text: shown(said) });
      return before;
    }
    function toRegion(row, column, said) {
      var title = oneLine(said.slice(said.indexOf(":") + 1));
      var wanted = regionName(title), turned = wanted.replace(/^(\S+) (.+)$/, "$2 $1"); // «Республика Чувашская»
      regionTold = true;
      var names = new Map();
      facts.regions.forEach(function (each) {
        each.names.forEach(function (known) { if (!names.has(regionName(known))) names.set(regionName(known), each.id); });
      });
      parts.region = names.get(wanted) || names.get(turned) || (facts.regions.some(function (each) { return each.id === title; }) ? title : "");
      if (parts.region) return;
      if (!title || BLANK_LINE.test(title)) fault(row, column, "no-region");
      else fault(row, column, "unknown-region", { name: title });
    }
    function toSituation(row) {
      only(row, [1, 3]);
      var title = oneLine(text(row, 3));
      var found = facts.situations.filter(function (each) { return each.names.some(function (known) { return same(known, title); }); })[0];
      parts.situation = found ? found.id : "";
      if (!title) fault(row, 3, "no-situation");
      else if (!found) fault(row, 3, "unknown-situation", { name: title });
      if (!regionTold) fault(row, 1, "no-region");
      return kpiHead;
    }
    function kpiHead(row) {
      head(row, WIDE, ["kpi", "current", "target"]);
      return inKpis;
    }
    function inKpis(row) {
      if (same(text(row, 1), FORM.plan)) {
        only(row, [1]);
        return measureHead;
      }
      if (!(BLANK_KPI.test(text(row, 1)) && columns(row).length === 1)) {
        only(row, WIDE);
        parts.kpis.push(row);
      }
      return inKpis;
    }
    function measureHead(row) {
      head(row, WIDE, ["measure", "problem", "practices"]);
      return inPlan;
    }
    function inPlan(row) {
      var said = text(row, 1);
      if (same(said, FORM.activity)) {
        head(row, ALL, ["activity", "result", "materials", "start", "end", "responsible"]);
        return inActivities;
      }
      if (MEASURE.test(said)) {
        only(row, WIDE);
        parts.measures.push({ row: row, activities: [] });
      } else fault(row, columns(row)[0], "not-a-measure", { text: shown(said) });
      return inPlan;
    }
    function inActivities(row) {
      var said = text(row, 1), found = ACTIVITY.exec(said);
      if (MEASURE.test(said) || row.firstSpan > 1 || same(said, FORM.activity)) return inPlan(row);
      if (!parts.measures.length) fault(row, 1, "not-a-measure", { text: shown(said) });
      else if (!(found && !found[1] && columns(row).length === 1)) {
        only(row, ALL);
        parts.measures[parts.measures.length - 1].activities.push(row);
      }
      return inActivities;
    }

    // Values
    function amount(row, column) {
      var value = row.cells[column];
      if (value === undefined) return undefined;
      var found = number(value);
      if (found !== null && !row.percents[column]) return found;
      fault(row, column, found === null ? "cell-not-a-number" : "cell-percent", { text: shown(asText(value)) });
      return undefined;
    }
    function date(row, column) {
      var value = row.cells[column];
      if (value === undefined) return undefined;
      var found = day(value, words.monthsOf);
      if (!found) fault(row, column, "cell-not-a-day", { text: shown(asText(value)) });
      return found || undefined;
    }
    function kpi(row, old) {
      var said = plain(text(row, 1)), known = old(said);
      if (known) return Object.assign({}, known.kpi, { current: amount(row, 3), target: amount(row, 5) });
      var year = new RegExp(" \\(" + FORM.year.replace("{year}", "(\\d{4})") + "\\)$");
      var bare = oneLine(said.replace(year, "").replace(KPI_NUMBER, "")), comma = bare.lastIndexOf(", ");
      if (comma < 0 || BLANK_KPI.test(said)) fault(row, 1, "kpi-without-unit", { text: shown(said) });
      var found = { title: bare.slice(0, Math.max(comma, 0)), unit: bare.slice(comma < 0 ? 0 : comma + 2) };
      if (year.test(said)) found.year = Number(year.exec(said)[1]);
      found.current = amount(row, 3);
      found.target = amount(row, 5);
      return found;
    }
    function measure(each, data, known, old, wrote) {
      var row = each.row, title = oneLine(MEASURE.exec(text(row, 1))[1]);
      if (!title && columns(row).length === 1 && !each.activities.length) return null; // a blank of the form
      if (!title) fault(row, 1, "no-measure-title");
      var before = old(title), cells = before && wrote(before), next = byTitle(before && before.activities);
      var found = Object.assign({}, before, { title: title });
      if (!cells || text(row, 3) !== plain(cells[1].text)) {
        var problems = new Map(data.problems.map(function (one) { return [one.title, data.id + "#" + one.number]; }));
        var ours = named(text(row, 3), problems, /^[a-z0-9]+(-[a-z0-9]+)*#\d+$/);
        found.problem = ours.unknown.length ? oneLine(text(row, 3)) : "";
        found.problems = ours.unknown.length ? [] : ours.ids;
      }
      if (!cells || text(row, 5) !== plain(cells[2].text)) {
        var theirs = named(text(row, 5), known, SLUG);
        theirs.unknown.forEach(function (one) { fault(row, 5, "unknown-practice", { name: shown(one) }); });
        found.practices = theirs.ids;
      }
      found.activities = each.activities.map(function (one) { return activity(one, next); });
      return found;
    }
    function activity(row, old) {
      var said = text(row, 1), told = ACTIVITY.exec(said), title = oneLine(told ? told[1] : said);
      if (!title) fault(row, 1, "no-activity-title");
      var before = old(title), found = Object.assign({}, before, { title: title, result: oneLine(text(row, 2)), start: date(row, 4), end: date(row, 5) });
      [["materials", 3, "; "], ["responsible", 6, ", "]].forEach(function (each) {
        var same = before && text(row, each[1]) === plain((before[each[0]] || []).join(each[2]));
        if (!same) found[each[0]] = listed(text(row, each[1]), each[2]);
      });
      return found;
    }
    function namedPractices(list) {
      var found = new Map();
      list.forEach(function (each) {
        [kit.label(each), each.title].forEach(function (title) { if (!found.has(title)) found.set(title, each.id); });
      });
      return found;
    }
    function allKnown(known) {
      return parts.measures.every(function (each) { return !named(text(each.row, 5), known, SLUG).unknown.length; });
    }
    function identity() {
      var stem = name.replace(/^.*[\\/]/, "").replace(/\.[^.]*$/, "").replace(COPY, "");
      var own = SLUG.test(stem) && stem.length <= ID_LENGTH && (help.existing(stem, parts.region, parts.situation) || stem.indexOf(parts.region + "-") === 0);
      return own ? stem : (parts.region + "-" + parts.situation).slice(0, ID_LENGTH).replace(/-+$/, "");
    }

    var next = before;
    book.rows.forEach(function (row) { next = next(row); });
    if (!faults.length && next !== inPlan && next !== inActivities) fault(book.rows[book.rows.length - 1], 1, "no-plan");
    if (!parts.region || !parts.situation || kinds["odd-head"]) return Promise.reject(kit.failed(faults)); // what stands below would be told twice
    var data;
    return help.situation(parts.situation).then(function (found) {
      data = found;
      return help.practices(false);
    }).then(function (list) {
      var known = namedPractices(list);
      return allKnown(known) ? known : help.practices(true).then(namedPractices);
    }).then(function (known) {
      var id = identity(), existing = help.existing(id, parts.region, parts.situation), old = existing || {};
      var region = facts.regions.filter(function (each) { return each.id === parts.region; })[0];
      var labels = {}, problems = {};
      known.forEach(function (id, title) { if (!labels[id]) labels[id] = title; }); // the label comes first
      data.problems.forEach(function (each) { problems[data.id + "#" + each.number] = each.title; });
      var names = { region: region.names[0], situation: data.title, practices: labels, problems: problems };
      var written = existing && forms.form(old, names), lines = new Map();
      if (existing) written.lines.filter(function (each) { return each.look === "approval"; }).slice(1).forEach(function (each, i) {
        if ((old.approvals || [])[i]) lines.set(each.text, old.approvals[i]);
      });
      var kpis = byTitle((old.kpis || []).map(function (each, i) { return { title: plain(written.tables[0][i + 2][0].text), kpi: each }; }));
      var measures = byTitle(old.measures);
      function wrote(before) { return forms.form(Object.assign({}, old, { measures: [before] }), names).tables[1][2]; }
      var values = Object.assign({ draft: true, sources: [{ title: kit.line(fill(facts.source, { name: name })) }] }, existing && Object.assign({ draft: false }, existing), {
        id: id, region: parts.region, life_situation: parts.situation,
        title: parts.title || kit.line(fill(words.draftTitle, { region: region.names[0], situation: data.short })),
        kpis: parts.kpis.map(function (each) { return kpi(each, kpis); }),
        measures: parts.measures.map(function (each) { return measure(each, data, known, measures, wrote); }).filter(Boolean),
        approvals: parts.approvals.map(function (said) { return lines.get(oneLine(said)) || approval(oneLine(said), words); })
      });
      if (faults.length) throw kit.failed(faults);
      return { values: values, existing: existing };
    });
  }

  kit.importForm = importForm;
})();
