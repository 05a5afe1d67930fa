// A filled template as data: fields as somebody typed them ↔ a record of the base.
(function () {
  "use strict";

  var values = window.smartekaDrafting.values, fill = values.fill;
  var LINE = values.LINE, ID_LENGTH = values.ID_LENGTH, SLUG = values.SLUG, PARTIAL_DATE = values.PARTIAL_DATE, INVISIBLE = values.INVISIBLE;
  var TEXT = 20000; // generator/model/scalars.py
  var NUMBERED = ["age"];
  // As files have them: generator/model/canvas.py.
  var FIELDS = ["id", "title", "draft", "aliases", "template", "life_situation", "region", "example", "practices", "institution", "service", "date",
    "person", "age", "scenario", "state", "stages", "contacts", "blocks", "sources", "notes"];
  var KEPT = ["aliases", "practices", "notes"]; // what the page has no fields for

  function tools(words, template) {
    var phases = words.order.phases, formats = words.order.formats;
    var names = template.rows.map(function (row) { return row.name; });
    if (names.indexOf("emotions") >= 0) names.push("mood");

    function blank(part) {
      var found = part || {};
      names.forEach(function (name) { if (found[name] === undefined) found[name] = ""; });
      return found;
    }
    function stage(phase) { return blank({ phase: phase, title: "" }); }
    function text(value) { return value === undefined || value === null ? "" : String(value); }

    // A draft holds texts only. One of another template gives what rows they share.
    function toDraft(record) {
      var draft = { id: text(record.id), title: text(record.title), template: template.name, region: text(record.region), life_situation: text(record.life_situation) };
      draft.draft = record.draft === true;
      draft.example = record.example === true;
      Object.keys(words.heads).forEach(function (head) { draft[head] = template.head.indexOf(head) >= 0 ? text(record[head]) : ""; });
      KEPT.forEach(function (name) { draft[name] = record[name] || []; });
      draft.sources = record.sources || [];
      draft.source = draft.sources.length === 1 && Object.keys(draft.sources[0]).length === 1 ? text(draft.sources[0].title) : text(record.source);
      if (draft.source) draft.sources = [];
      if (template.columns === "stages") {
        draft.stages = (record.stages || []).map(function (each) {
          var found = { phase: phases.indexOf(each.phase) < 0 ? phases[0] : each.phase, title: text(each.title) };
          names.forEach(function (name) { found[name] = text(each[name]); });
          return found;
        });
        if (!draft.stages.length) draft.stages = phases.map(stage);
        draft.stages = phases.reduce(function (all, phase) { return all.concat(draft.stages.filter(function (each) { return each.phase === phase; })); }, []);
      } else if (template.columns === "contacts") {
        draft.contacts = [];
        phases.forEach(function (phase) {
          formats.forEach(function (format) {
            var given = (record.contacts || []).filter(function (each) { return each.phase === phase && each.format === format; })[0] || {};
            var found = { phase: phase, format: format };
            names.forEach(function (name) { found[name] = text(given[name]); });
            draft.contacts.push(found);
          });
        });
      } else {
        draft.blocks = {};
        names.forEach(function (name) { draft.blocks[name] = text((record.blocks || {})[name]); });
      }
      return draft;
    }

    // → {record, faults: [{path, code, text, missing}]}; a field with a fault is left out of the record.
    function toRecord(draft) {
      var faults = [], record = {};
      function fault(path, code, values) {
        faults.push({ path: path, code: code, text: fill(words.faults[code], values || {}), missing: code === "needed" });
      }
      function clean(value, path, most) { // lines without edges, none empty
        var lines = String(value || "").replace(INVISIBLE, "").split("\n").map(function (line) { return line.replace(/\s+/g, " ").trim(); }).filter(Boolean);
        var found = lines.join(most === LINE ? " " : "\n");
        if (found.length > most) fault(path, "long", { most: most, length: found.length });
        return found.length > most ? "" : found;
      }
      function needed(value, path, name) {
        if (!value) fault(path, "needed", { name: name });
        return value;
      }
      function part(values, path, found) {
        names.forEach(function (name) {
          var isLine = template.rows.some(function (row) { return row.name === name && row.short; });
          var value = clean(values[name], path + "." + name, isLine ? LINE : TEXT);
          if (value) found[name] = value;
        });
        return found;
      }
      var id = String(draft.id || "").trim();
      if (!id) needed(id, "id", "имя записи");
      else if (!SLUG.test(id) || id.length > ID_LENGTH) fault("id", "id");
      else record.id = id;
      record.title = needed(clean(draft.title, "title", LINE), "title", "название");
      record.template = template.name;
      ["life_situation", "region"].forEach(function (name) { if (draft[name]) record[name] = draft[name]; });
      needed(draft.life_situation, "life_situation", "жизненную ситуацию");
      ["draft", "example"].forEach(function (name) { if (draft[name]) record[name] = true; });
      KEPT.forEach(function (name) { if ((draft[name] || []).length) record[name] = draft[name]; });
      template.head.forEach(function (head) {
        var value = clean(draft[head], head, LINE);
        if (!value) return;
        if (head === "date" && !PARTIAL_DATE.test(value)) fault(head, "date");
        else if (NUMBERED.indexOf(head) >= 0 && (!/^[0-9]{1,3}$/.test(value) || Number(value) > 120)) fault(head, "age");
        else record[head] = NUMBERED.indexOf(head) >= 0 || (head === "date" && value.length === 4) ? Number(value) : value;
      });
      if (template.columns === "stages") {
        record.stages = draft.stages.map(function (each, s) {
          var title = needed(clean(each.title, "stages." + s + ".title", LINE), "stages." + s + ".title", "название этапа");
          return part(each, "stages." + s, { phase: each.phase, title: title });
        });
      } else if (template.columns === "contacts") {
        record.contacts = draft.contacts.map(function (each, c) {
          return part(each, "contacts." + c, { phase: each.phase, format: each.format });
        }).filter(function (each) { return Object.keys(each).length > 2; });
      } else record.blocks = part(draft.blocks, "blocks", {});
      ["stages", "contacts", "blocks"].forEach(function (name) { if (record[name] && !Object.keys(record[name]).length) delete record[name]; });
      var source = clean(draft.source, "source", LINE);
      record.sources = source ? [{ title: source }].concat(draft.sources) : draft.sources;
      if (!record.sources.length) needed("", "source", "на чём основано");
      return { record: values.ordered(record, FIELDS), faults: faults };
    }

    return { toDraft: toDraft, toRecord: toRecord, stage: stage };
  }

  window.smartekaCanvas.tools = tools;
})();
