// A record's file ↔ the values that the form edits: read as strictly as generator/loading/yaml_reader.py
// does, written so that fields nobody touched keep their lines, comments and all.
//
// Decap's own YAML would take 007 for a number, write NO bare and drop every comment.
(function () {
  "use strict";

  var KIND = "@kind", TEXT = "@text"; // keys that no record has; generator/exports/form/settings.py knows the first
  var KEY = /^(?:"([^"\\]+)"|'([^']+)'|([A-Za-z_][\w-]*))[ \t]*:(?:[ \t]|$)/;

  window.smartekaRecordFile = function (jsyaml) {
    function scalar(name, form, value) {
      return jsyaml.defineScalarTag("tag:yaml.org,2002:" + name, {
        implicit: true, identify: function () { return false; },
        resolve: function (text) { return form.test(text) ? value(text) : jsyaml.NOT_RESOLVED; }
      });
    }
    var schema = new jsyaml.Schema(jsyaml.FAILSAFE_SCHEMA.tags.concat([
      scalar("null", /^(?:|~|null)$/, function () { return null; }),
      scalar("bool", /^(?:true|false)$/, function (text) { return text === "true"; }),
      scalar("float", /^-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?$/, Number)
    ]));

    function load(text) {
      return jsyaml.load(text, { schema: schema });
    }
    function dump(values) {
      return Object.keys(values).length ? jsyaml.dump(values, { lineWidth: 110, noRefs: true }) : "";
    }

    // What a form leaves behind where nothing was filled in.
    function isEmpty(value) {
      if (value === null || value === undefined || value === "") return true;
      if (Array.isArray(value)) return value.every(isEmpty);
      return typeof value === "object" && Object.keys(value).every(function (key) { return isEmpty(value[key]); });
    }
    function without(value) {
      if (Array.isArray(value)) return value.filter(function (item) { return !isEmpty(item); }).map(without);
      if (value === null || typeof value !== "object") return value;
      var found = {};
      Object.keys(value).forEach(function (key) {
        if (!isEmpty(value[key])) found[key] = without(value[key]);
      });
      return found;
    }
    function same(one, other) {
      return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
    }
    function sorted(value) {
      if (Array.isArray(value)) return value.map(sorted);
      if (value === null || typeof value !== "object") return typeof value === "string" ? value.trim() : value;
      var found = {};
      Object.keys(value).sort().forEach(function (key) { found[key] = sorted(value[key]); });
      return found;
    }

    // The file cut at the fields of the record: {name, above: lines of comments, lines}.
    function pieces(text) {
      var found = [], waiting = [];
      text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n").forEach(function (line) {
        var key = KEY.exec(line);
        if (key) {
          found.push({ name: key[1] || key[2] || key[3], above: waiting, lines: [line] });
          waiting = [];
        } else if (/^#|^\s*$/.test(line) || !found.length) waiting.push(line);
        else {
          var last = found[found.length - 1];
          last.lines = last.lines.concat(waiting, line);
          waiting = [];
        }
      });
      return { fields: found, below: waiting };
    }

    function read(text, kinds) {
      var values = load(text);
      if (values === null || typeof values !== "object" || Array.isArray(values)) throw new Error("в файле нет записи");
      values[TEXT] = text;
      if (kinds) values[KIND] = likeliest(values, kinds);
      return values;
    }

    // kinds: {kind: [names of its fields]}. Which of them a record is, told by its fields alone.
    function likeliest(values, kinds) {
      var best = "", most = -Infinity;
      Object.keys(kinds).forEach(function (kind) {
        var score = 0;
        Object.keys(values).forEach(function (name) {
          if (name[0] !== "@") score += kinds[kind].indexOf(name) < 0 ? -10 : 1;
        });
        if (score > most) { best = kind; most = score; }
      });
      return best;
    }

    // order: names of the fields as the form has them. A text that is not to be had in pieces is written whole.
    function write(data, order) {
      var values = {};
      Object.keys(data).filter(function (name) { return name[0] !== "@"; }).sort(function (a, b) {
        return place(a) - place(b);
      }).forEach(function (name) { values[name] = data[name]; });
      values = without(values);
      function place(name) {
        var at = order.indexOf(name);
        return at < 0 ? order.length : at;
      }
      var old = data[TEXT];
      if (typeof old === "string") {
        var kept = written(pieces(old), values);
        try {
          if (same(without(load(kept)), values)) return kept;
        } catch (fault) { /* written whole, then */ }
      }
      return dump(values);
    }

    function written(parts, values) {
      var names = Object.keys(values), lines = [], done = {};
      function add(name) {
        var one = {};
        one[name] = values[name];
        lines.push(dump(one).replace(/\n$/, ""));
        done[name] = true;
      }
      parts.fields.forEach(function (part) {
        lines = lines.concat(part.above);
        if (!(part.name in values)) return;
        var before = load(part.lines.join("\n"))[part.name];
        if (same(without({ v: before }), { v: values[part.name] })) {
          lines = lines.concat(part.lines);
          done[part.name] = true;
        } else add(part.name);
        // A new field stands behind the one that it follows in the form.
        for (var next = names.indexOf(part.name) + 1; next < names.length && !known(names[next]); next += 1) add(names[next]);
      });
      function known(name) {
        return done[name] || parts.fields.some(function (part) { return part.name === name; });
      }
      names.filter(function (name) { return !done[name]; }).forEach(add);
      return lines.concat(parts.below).join("\n") + "\n";
    }

    return { read: read, write: write };
  };
})();
