// A road map as data: drafted from a life situation, as somebody typed it, as a record, and what it lacks.
//
// compose() and findings() are those of generator/analysis/roadmap_draft.py and roadmap_checks.py;
// tests/roadmaps holds both sides equal. Texts come from the page: generator/wording/roadmaps.py.
(function () {
  "use strict";

  var values = window.smartekaDrafting.values, fill = values.fill;
  var LINE = values.LINE, ID_LENGTH = values.ID_LENGTH, SLUG = values.SLUG, PARTIAL_DATE = values.PARTIAL_DATE, INVISIBLE = values.INVISIBLE;
  var NUMBER = /^-?[0-9]{1,9}([.,][0-9]{1,3})?$/;
  var FIELDS = ["id", "title", "draft", "aliases", "region", "life_situation", "kpis", "measures", "approvals", "sources", "notes"]; // as files have them

  function line(text, most) {
    if (text.length <= (most || LINE)) return text;
    var cut = text.slice(0, (most || LINE) - 1), space = cut.lastIndexOf(" ");
    return (space < 0 ? cut : cut.slice(0, space)).replace(/[ ,;:–—-]+$/, "") + "…";
  }
  function has(list, item) {
    return list.indexOf(item) >= 0;
  }

  function tools(words) {
    // --- A draft from a life situation. chosen: {problems, practices: null for all, others, id, title}

    function compose(data, region, regionTitle, chosen) {
      var measures = [], used = [];
      data.problems.forEach(function (problem) {
        if (chosen.problems && !has(chosen.problems, problem.number)) return;
        var helping = problem.practices.map(function (each) { return each.id; }).filter(function (id) {
          return !chosen.practices || has(chosen.practices, id);
        });
        used = used.concat(helping);
        var solutions = problem.solutions.filter(function (each) { return !each.federal; }).map(function (each) { return each.title; });
        if (!solutions.length) solutions = [line(fill(words.ownSolution, { title: problem.title }))];
        solutions.forEach(function (title) {
          var measure = { title: title, problem: problem.text, problems: [data.id + "#" + problem.number] };
          if (helping.length) measure.practices = helping.slice();
          measures.push(measure);
        });
      });
      (chosen.practices || []).forEach(function (id) {
        if (has(used, id)) return;
        var practice = (chosen.others || {})[id] || data.practices[id];
        measures.push({ title: line(fill(words.takeOver, { title: practice.title })), practices: [id] });
      });
      var found = {
        id: chosen.id || (region + "-" + data.id).slice(0, ID_LENGTH).replace(/-+$/, ""),
        title: chosen.title || line(fill(words.draftTitle, { region: regionTitle, situation: data.short })),
        draft: true, region: region, life_situation: data.id
      };
      if (data.kpis.length) found.kpis = data.kpis.map(function (kpi) { return Object.assign({}, kpi); });
      if (measures.length) found.measures = measures;
      found.sources = data.sources.map(function (source) { return Object.assign({}, source); });
      return found;
    }

    // --- What a record lacks to be approved

    function findings(record) {
      var found = [];
      function say(code, where, values) {
        found.push({ code: code, where: where, text: fill(words.checks[code].text, values || {}), severity: words.checks[code].severity });
      }
      var kpis = record.kpis || [], measures = record.measures || [];
      if (!kpis.length) say("roadmap-no-kpis", ["kpis"]);
      kpis.forEach(function (kpi, k) {
        if (kpi.current === undefined) say("kpi-without-current", ["kpis", k], { what: kpi.title });
        if (kpi.target === undefined) say("kpi-without-target", ["kpis", k], { what: kpi.title });
      });
      if (!measures.length) say("roadmap-no-measures", ["measures"]);
      measures.forEach(function (measure, m) {
        if (!measure.problem && !(measure.problems || []).length) say("measure-without-problem", ["measures", m], { what: measure.title });
        if (!(measure.activities || []).length) say("measure-without-activities", ["measures", m], { what: measure.title });
        (measure.activities || []).forEach(function (activity, a) {
          var where = ["measures", m, "activities", a];
          if (activity.start && activity.end && activity.end < activity.start) {
            say("dates-out-of-order", where.concat("end"), { start: activity.start, end: activity.end });
          }
          if (activity.status === "cancelled") return;
          if (!activity.start) say("activity-without-start", where, { what: activity.title });
          if (!activity.end) say("activity-without-end", where, { what: activity.title });
          if (!(activity.responsible || []).length) say("activity-without-responsible", where, { what: activity.title });
        });
      });
      return found;
    }

    // --- Fields as typed ↔ a record. A draft holds texts only; lists are typed with semicolons.

    function toDraft(record) {
      var text = function (value) { return value === undefined || value === null ? "" : String(value); };
      var number = function (value) { return text(value).replace(".", ","); };
      return {
        id: text(record.id), title: text(record.title), draft: record.draft === true,
        region: text(record.region), life_situation: text(record.life_situation),
        kpis: (record.kpis || []).map(function (kpi) {
          return {
            title: text(kpi.title), kind: text(kpi.kind), unit: text(kpi.unit), current: number(kpi.current), target: number(kpi.target),
            year: text(kpi.year), actual: number(kpi.actual), benchmark: ""
          };
        }),
        measures: (record.measures || []).map(function (measure) {
          return {
            title: text(measure.title), problem: text(measure.problem), problems: (measure.problems || []).slice(),
            practices: (measure.practices || []).slice(),
            activities: (measure.activities || []).map(function (activity) {
              return {
                title: text(activity.title), result: text(activity.result), materials: (activity.materials || []).join("; "),
                start: text(activity.start), end: text(activity.end), responsible: (activity.responsible || []).join("; "),
                status: text(activity.status) || "planned"
              };
            })
          };
        }),
        approvals: (record.approvals || []).map(function (each) {
          return { body: text(each.body), date: text(each.date), document: text(each.document) };
        }),
        sources: record.sources || [], notes: record.notes || [], aliases: record.aliases || []
      };
    }

    // → {record, faults: [{path, code, text, missing}]}; a field with a fault is left out of the record.
    function toRecord(draft) {
      var faults = [];
      function fault(path, code, values) {
        faults.push({ path: path, code: code, text: fill(words.faults[code], values || {}), missing: code === "needed" });
      }
      function text(value, path, name) {
        var clean = String(value || "").replace(INVISIBLE, "").replace(/\s+/g, " ").trim();
        if (!clean && name) fault(path, "needed", { name: name });
        if (clean.length > LINE) fault(path, "long", { most: LINE, length: clean.length });
        return clean;
      }
      function put(part, name, value) {
        if (value !== undefined && value !== "" && !(Array.isArray(value) && !value.length)) part[name] = value;
      }
      function number(value, path) {
        var typed = String(value || "").replace(/[\s\u00a0\u2009\u202f]/g, "").replace(/−/g, "-").replace(/%$/, "");
        if (!typed) return undefined;
        if (NUMBER.test(typed)) return Number(typed.replace(",", "."));
        fault(path, "number");
        return undefined;
      }
      function year(value, path) {
        var typed = String(value || "").trim();
        if (!typed) return undefined;
        if (/^20[0-9]{2}$|^2100$/.test(typed)) return Number(typed);
        fault(path, "year");
        return undefined;
      }
      function day(value, path) {
        if (!value) return undefined;
        var parts = value.split("-").map(Number);
        var date = new Date(Date.UTC(parts[0], parts[1] - 1, parts[2]));
        if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) && date.toISOString().slice(0, 10) === value) return value;
        fault(path, "date");
        return undefined;
      }
      function list(value, path) {
        return String(value || "").split(/[;\n]/).map(function (each) { return text(each, path); }).filter(Boolean);
      }
      var record = {};
      var id = String(draft.id || "").trim();
      if (!draft.region) fault("region", "needed", { name: "регион" });
      if (!draft.life_situation) fault("life_situation", "needed", { name: "жизненную ситуацию" });
      // Both together propose a name: until they are chosen, a missing one is not a fault of its own.
      if (!id && draft.region && draft.life_situation) fault("id", "needed", { name: "имя записи" });
      if (id && (!SLUG.test(id) || id.length > ID_LENGTH)) fault("id", "id");
      record.id = id;
      record.title = text(draft.title, "title", "название карты");
      if (draft.draft) record.draft = true;
      put(record, "aliases", draft.aliases);
      put(record, "sources", draft.sources);
      put(record, "notes", draft.notes);
      record.region = draft.region;
      record.life_situation = draft.life_situation;
      put(record, "kpis", draft.kpis.map(function (kpi, k) {
        var path = "kpis." + k + ".", found = { title: text(kpi.title, path + "title", "название показателя") };
        put(found, "kind", kpi.kind);
        found.unit = text(kpi.unit, path + "unit", "единицу показателя");
        put(found, "current", number(kpi.current, path + "current"));
        put(found, "target", number(kpi.target, path + "target"));
        put(found, "year", year(kpi.year, path + "year"));
        put(found, "actual", number(kpi.actual, path + "actual"));
        return found;
      }));
      put(record, "measures", draft.measures.map(function (measure, m) {
        var path = "measures." + m + ".", found = { title: text(measure.title, path + "title", "решение или меру") };
        put(found, "problem", text(measure.problem, path + "problem"));
        put(found, "problems", measure.problems.slice());
        put(found, "practices", measure.practices.slice());
        put(found, "activities", measure.activities.map(function (activity, a) {
          var path = "measures." + m + ".activities." + a + ".", found = { title: text(activity.title, path + "title", "название мероприятия") };
          put(found, "result", text(activity.result, path + "result"));
          put(found, "materials", list(activity.materials, path + "materials"));
          put(found, "start", day(activity.start, path + "start"));
          put(found, "end", day(activity.end, path + "end"));
          put(found, "responsible", list(activity.responsible, path + "responsible"));
          if (activity.status && activity.status !== "planned") found.status = activity.status;
          return found;
        }));
        return found;
      }));
      put(record, "approvals", draft.approvals.map(function (each, i) {
        var path = "approvals." + i + ".", found = { body: text(each.body, path + "body", "кто утвердил") };
        var when = String(each.date || "").trim();
        if (when && !PARTIAL_DATE.test(when)) fault(path + "date", "date");
        else put(found, "date", /^[0-9]{4}$/.test(when) ? Number(when) : when); // a year is a number, as in files
        put(found, "document", text(each.document, path + "document"));
        return found;
      }));
      return { record: record, faults: faults };
    }

    return { compose: compose, findings: findings, toDraft: toDraft, toRecord: toRecord };
  }

  function ordered(record) { return values.ordered(record, FIELDS); }

  window.smartekaRoadmap = { tools: tools, ordered: ordered, fill: fill, line: line };
})();
