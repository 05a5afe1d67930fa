// What a draft lacks, where it is mended, and the target that the methodology would set for an indicator.
(function () {
  "use strict";

  var element = window.smartekaDom.element, kit = window.smartekaRoadmap, ui = window.smartekaDrafting.fields;
  // Where a finding is mended.
  var PLACES = {
    "kpi-without-current": ".current", "kpi-without-target": ".target", "measure-without-problem": ".problem",
    "measure-without-activities": ".activities", "activity-without-responsible": ".responsible", "activity-without-start": ".start",
    "activity-without-end": ".end"
  };

  /** Id of the field, or of the button that adds what is missing. @param {string} path @returns {string} */
  function place(path) {
    return document.getElementById("f-" + path) ? "f-" + path : document.getElementById("add-" + path) ? "add-" + path : "f-title";
  }
  function sentence(text) {
    return text.charAt(0).toUpperCase() + text.slice(1) + ".";
  }

  /** @param {object} words of the page @param {object} tools of record.js */
  function checks(words, tools) {
    var calculate = window.smartekaTargets.calculator(words.targets).calculate;

    /**
     * @param {{record: object, faults: object[]}} made of the draft @param {Object<string, boolean>} touched paths that somebody has left
     * @returns {Array<{path: string, text: string, error: boolean, shown: boolean}>} shown: also beside its field
     */
    function found(made, touched) {
      var list = made.faults.map(function (each) {
        return { path: each.path, text: each.text, error: true, shown: !each.missing || touched[each.path] };
      });
      tools.findings(made.record).forEach(function (each) {
        var path = each.where.join(".") + (PLACES[each.code] || "");
        if (list.some(function (fault) { return fault.path === path; })) return;
        list.push({
          path: path, text: sentence(each.text), error: each.severity === "error", shown: touched[path] || each.code === "dates-out-of-order"
        });
      });
      return list;
    }
    function drawFindings(list) {
      if (!list.length) return [element("p", { text: "Замечаний нет: карту можно утверждать." })];
      return [
        element("p", { text: "Чего не хватает: " + list.length + "." }),
        element("ul", { "class": "rb__findings" }, list.map(function (each) {
          return element("li", {}, [each.error ? element("b", { text: "Нужно. " }) : null, element("a", { href: "#" + place(each.path), "data-go": place(each.path), text: each.text })]);
        }))
      ];
    }
    /** By the rules of the target calculator; null where there is nothing to go by. @param {object} kpi of a draft */
    function target(kpi) {
      if (!kpi.kind || (!kpi.current && words.targets.rules[kpi.kind].quarter !== "none")) return null;
      var unit = /рабоч/.test(kpi.unit) ? "working" : /календар/.test(kpi.unit) ? "calendar" : "days";
      return calculate({ kind: kpi.kind, current: kpi.current, unit: unit, benchmark: kpi.benchmark || "" });
    }
    function drawTarget(found, k) {
      if (!found || !found.first_year) return [];
      var first = found.first_year;
      var line = element("p", { text: first.shown ? "Цель первого года по методике: " + first.shown + "." : first.steps[0] });
      if (!first.shown) return [line];
      line.appendChild(ui.button("Взять цель", "target", "kpis." + k, "Взять цель показателя " + (k + 1) + ": " + first.shown));
      var all = first.steps.concat(first.doubts.map(function (each) { return words.targets.doubtKinds[each.kind] + ". " + each.text; }));
      return [line, element("details", {}, [
        element("summary", { text: "Ход расчёта" }), element("ul", {}, all.map(function (text) { return element("li", { text: text }); }))
      ])];
    }

    return { found: found, drawFindings: drawFindings, target: target, drawTarget: drawTarget };
  }

  kit.checks = checks;
  kit.placeOf = place;
})();
