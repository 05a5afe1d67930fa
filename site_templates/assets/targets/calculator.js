// The target calculator: the rules of generator/analysis/targets.py and target_form.py.
//
// Numbers, rules and sentences come from the page (what target_json.definition() writes), so that both
// sides have one definition; tests/targets replays the same inputs through both.
(function () {
  "use strict";

  var numbers = window.smartekaNumbers, UNIT = numbers.UNIT, TENTH = numbers.TENTH, parse = numbers.parse, divided = numbers.divided;
  var rounded = numbers.rounded, digits = numbers.digits, number = numbers.number, plural = numbers.plural;
  var NBSP = "\u00a0";
  var SPACES = " \\t\u00a0\u2009\u202f";
  var COUNT = /^[0-9]{1,9}$/;
  var NUMBER = /^-?[0-9]{1,9}(?:[.,][0-9]{1,3})?$/;
  var DAYS = /^[0-9]{1,6}(?:[.,][0-9]{1,3})?$/;
  var ANSWERS = ["yes", "rather_yes", "rather_no", "no"];
  var LOYALTY = ["promoters", "passives", "detractors"];
  var DAY_UNITS = ["days", "calendar", "working"];

  // --- The rules

  function calculator(definition) {
    var rules = definition.rules;
    var fewest = definition.fewestTimings;
    var floor = parse(definition.leadersFloor);
    var share = parse(definition.share) / (UNIT / 100); // hundredths

    function quantity(value, unit) {
      var forms = definition.units[unit];
      return number(value) + NBSP + (forms.length === 1 ? forms[0] : plural(value, forms));
    }
    function sentence(template, values) {
      return template.replace(/\{(\w+)(?::(\w+))?\}/g, function (all, name, form) {
        var value = values[name];
        if (typeof value === "string") return value;
        if (form === "p") return value < 0 ? "(" + number(value) + ")" : number(value);
        if (form) return quantity(value, form === "unit" ? values.unit : form);
        return number(value);
      });
    }
    function line(key, values) {
      return { key: key, values: values || {} };
    }
    function outcome(value, steps, doubts) {
      return { value: value, steps: steps, doubts: (doubts || []).map(function (each) {
        return typeof each === "string" ? line(each) : each;
      }) };
    }
    function percents(part, total) { // counts, as whole numbers
      var tenths = divided(1000 * part, total);
      return { value: tenths * TENTH, sign: tenths * total === 1000 * part ? "=" : "≈" };
    }
    function reaches(rule, value, goal) {
      return rule.better === "higher" ? value >= goal : value <= goal;
    }

    function satisfaction(yes, ratherYes, ratherNo, no) {
      var pleased = yes + ratherYes, total = pleased + ratherNo + no;
      var found = percents(pleased, total);
      return outcome(found.value, [
        line("pleased", { yes: yes * UNIT, rather_yes: ratherYes * UNIT, pleased: pleased * UNIT }),
        line("answers", { pleased: pleased * UNIT, rather_no: ratherNo * UNIT, no: no * UNIT, total: total * UNIT }),
        line("share", { pleased: pleased * UNIT, total: total * UNIT, sign: found.sign, share: found.value })
      ], ["only-answers", "base-value"]);
    }
    function nps(promoters, passives, detractors) {
      var total = promoters + passives + detractors;
      var found = percents(promoters - detractors, total);
      var values = {
        promoters: promoters * UNIT, passives: passives * UNIT, detractors: detractors * UNIT, total: total * UNIT,
        sign: found.sign, nps: found.value
      };
      return outcome(found.value, [line("loyalty-answers", values), line("nps", values)], ["nps-formula"]);
    }
    function worstTiming(timings, unit) {
      var doubts = [], worst = 0;
      var steps = timings.map(function (each) {
        var longest = Math.max.apply(null, each.days), count = each.days.length * UNIT;
        worst = Math.max(worst, longest);
        if (each.days.length < fewest) {
          doubts.push(line("few-timings", { institution: each.institution, count: count, fewest: fewest * UNIT }));
        }
        return line("institution", { institution: each.institution, count: count, longest: longest, unit: unit });
      });
      steps.push(line("worst", { worst: worst, unit: unit }));
      if (timings.length === 1) doubts.push("one-institution");
      return outcome(worst, steps, doubts.concat("base-value"));
    }
    function level(kind, rule, current) {
      var once = kind === "infrastructure", benchmark = parse(rule.benchmark);
      var steps = [line(once ? "level-once" : "level", { benchmark: benchmark, unit: rule.unit })];
      if (current !== null && reaches(rule, current, benchmark)) {
        steps.push(line(once ? "level-reached-once" : "level-reached", { current: current, unit: rule.unit }));
      }
      return outcome(benchmark, steps, once ? ["infrastructure-dates", "infrastructure-parts"] : ["plan-formula"]);
    }
    function firstYear(kind, current, own, unit) {
      var rule = rules[kind];
      if (rule.quarter === "none") return level(kind, rule, current);
      var benchmark = rule.readable ? parse(rule.benchmark) : own;
      var silent = kind === "time" ? ["time-benchmark"] : [];
      if (benchmark === null) return outcome(null, [line("no-benchmark")], silent);
      if (rule.quarter === "analogy") silent = silent.concat("quarter-by-analogy");
      if (reaches(rule, current, benchmark)) {
        return outcome(current, [line("reached", { current: current, benchmark: benchmark, unit: unit })],
          silent.concat("beyond-benchmark", "first-year"));
      }
      var up = rule.better === "higher";
      var gap = up ? benchmark - current : current - benchmark;
      var quarter = gap * share / 100;
      var exact = up ? current + quarter : current - quarter;
      var target = rounded(exact);
      var way = up ? "more" : "less";
      var values = { benchmark: benchmark, current: current, gap: gap, quarter: quarter, exact: exact, target: target, unit: unit };
      return outcome(target, [
        line("gap-" + way, values), line("quarter", values),
        line("target-" + way + (target === exact ? "" : "-rounded"), values)
      ], silent.concat("first-year"));
    }
    function byPosition(kind, position, current, mean, best, unit) {
      var rule = rules[kind];
      var doubts = rule.position === "analogy" ? ["position-by-analogy"] : [];
      doubts.push("position-borders");
      if (position === "lagging") {
        if (reaches(rule, current, mean)) doubts.push("not-lagging");
        return outcome(mean, [line("lagging", { mean: mean, unit: unit })], doubts);
      }
      if (position === "middle") {
        if (reaches(rule, current, best)) doubts.push("best-already");
        return outcome(best, [line("middle", { best: best, unit: unit })], doubts);
      }
      if (kind === "satisfaction" && current < floor) {
        return outcome(floor, [line("leading-raise", { current: current, floor: floor, unit: unit })], doubts.concat("hold-or-raise"));
      }
      return outcome(current, [line("leading-hold", { current: current, unit: unit })], doubts);
    }

    // --- Fields as somebody typed them

    function trimmed(text, more) {
      var set = "[" + SPACES + (more || "") + "]+";
      return text.replace(new RegExp("^" + set), "").replace(new RegExp(set + "$"), "");
    }
    function joined(text) {
      return text.replace(new RegExp("[" + SPACES + "]", "g"), "");
    }

    function calculate(fields) {
      var problems = [];
      function raw(name) { return Object.prototype.hasOwnProperty.call(fields, name) ? fields[name] : ""; }
      function text(name) { return trimmed(raw(name), "\\r\\n"); }
      function right(name) { return problems.every(function (each) { return each.field !== name; }); }
      function complain(field, key, values) { problems.push({ field: field, line: line(key, values) }); }

      var kind = text("kind");
      if (!Object.prototype.hasOwnProperty.call(rules, kind)) {
        complain("kind", "kind");
        return told({ kind: null, unit: "percent", problems: problems, value: null, current: null, first_year: null, position: null, doubts: [] });
      }
      var rule = rules[kind];
      var unit = rule.unit === "days" && DAY_UNITS.indexOf(text("unit")) >= 0 ? text("unit") : rule.unit;

      function count(name) {
        var typed = joined(text(name));
        if (!typed) return null;
        if (COUNT.test(typed)) return Number(typed);
        complain(name, "count");
        return null;
      }
      function decimal(name) {
        var typed = joined(text(name)).replace(/−/g, "-");
        if (rule.unit === "percent") typed = typed.replace(/%$/, "");
        if (!typed) return null;
        if (!NUMBER.test(typed)) {
          complain(name, "number");
          return null;
        }
        var value = parse(typed);
        if ("low" in rule && "high" in rule) {
          if (value >= parse(rule.low) && value <= parse(rule.high)) return value;
          complain(name, "range", { low: parse(rule.low), high: parse(rule.high) });
          return null;
        }
        if (!("low" in rule) || value >= parse(rule.low)) return value;
        complain(name, "range-low", { low: parse(rule.low) });
        return null;
      }
      function fromCounts(names, rule) {
        var counts = names.map(count);
        if (!names.every(right)) return null;
        var missing = names.filter(function (name, i) { return counts[i] === null; });
        if (missing.length) {
          complain(missing[0], "counts-missing");
          return null;
        }
        if (!counts.some(Boolean)) {
          complain(names[0], "no-answers");
          return null;
        }
        return rule.apply(null, counts);
      }
      function fromTimings() {
        var wrong = false;
        var lines = raw("timings").split(/\r?\n/).filter(function (each) { return trimmed(each); });
        var timings = lines.map(function (each, i) {
          var colon = each.lastIndexOf(":");
          var institution = trimmed(each.slice(0, Math.max(colon, 0))) || "Учреждение " + (i + 1);
          var words = each.slice(colon + 1).split(new RegExp("[" + SPACES + ";]+|,(?=[" + SPACES + ";]|$)")).filter(Boolean);
          var odd = words.filter(function (word) { return !DAYS.test(word); });
          if (!wrong && odd.length) complain("timings", "timings", { text: odd[0] });
          else if (!wrong && !words.length) complain("timings", "timings-empty", { institution: institution });
          wrong = wrong || odd.length > 0 || !words.length;
          return { institution: institution, days: words.map(parse) };
        });
        return wrong ? null : worstTiming(timings, unit);
      }

      // The current value: given as it is, or worked out from counts or timings.
      var work = {
        satisfaction: [ANSWERS, function () { return fromCounts(ANSWERS, satisfaction); }],
        nps: [LOYALTY, function () { return fromCounts(LOYALTY, nps); }],
        time: [["timings"], fromTimings]
      }[kind];
      var given = text("current") !== "";
      var counted = Boolean(work) && work[0].some(text);
      var current = null, value = null;
      if (given && counted) complain("current", "current-twice");
      else if (counted) {
        current = work[1]();
        value = current && current.value;
      } else if (given) value = decimal("current");
      else if (rule.quarter !== "none") complain("current", "current-missing");

      var own = rule.readable || rule.quarter === "none" ? null : decimal("benchmark");
      var first = null, position = null;
      if (right("benchmark") && (value !== null || (rule.quarter === "none" && right("current")))) {
        first = firstYear(kind, value, own, unit);
      }
      if (rule.position !== "none") {
        var mean = decimal("mean"), best = decimal("best"), chosen = text("position");
        var needed = { lagging: mean, middle: best, leading: value };
        if (chosen && !Object.prototype.hasOwnProperty.call(needed, chosen)) complain("position", "position");
        else if (chosen) {
          if (chosen === "lagging" && !text("mean")) complain("mean", "mean-missing");
          if (chosen === "middle" && !text("best")) complain("best", "best-missing");
          if (value !== null && needed[chosen] !== null) position = byPosition(kind, chosen, value, mean, best, unit);
        }
      }
      var differ = first && position && first.value !== null && first.value !== position.value;
      return told({
        kind: kind, unit: unit, problems: problems, value: value, current: current, first_year: first, position: position,
        doubts: differ ? [line("two-rules")] : []
      });
    }

    // In words, as target_json.in_words().
    function told(found) {
      function doubts(lines) {
        return lines.map(function (each) {
          var doubt = definition.doubts[each.key];
          return { code: each.key, kind: doubt.kind, text: sentence(doubt.text, each.values), anchor: doubt.anchor };
        });
      }
      function inWords(each) {
        return each && {
          value: each.value === null ? null : digits(each.value),
          shown: each.value === null ? null : quantity(each.value, found.unit),
          steps: each.steps.map(function (step) { return sentence(definition.steps[step.key], step.values); }),
          doubts: doubts(each.doubts)
        };
      }
      return {
        kind: found.kind, unit: found.unit,
        problems: found.problems.map(function (each) {
          return { field: each.field, code: each.line.key, text: sentence(definition.problems[each.line.key], each.line.values) };
        }),
        now: found.value === null ? null : quantity(found.value, found.unit),
        current: inWords(found.current), first_year: inWords(found.first_year), position: inWords(found.position),
        doubts: doubts(found.doubts)
      };
    }

    return { calculate: calculate };
  }

  /**
   * calculator(definition).calculate(fields: name → text as typed) → what target_json.in_words() gives:
   * {kind, unit, problems, now, current, first_year, position, doubts}.
   */
  window.smartekaTargets = { calculator: calculator };
})();
