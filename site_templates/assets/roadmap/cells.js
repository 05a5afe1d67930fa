// Cells of a road map's form → numbers, days, lists, approvals, things called by their names; as generator/editing/importing/ reads them.
//
// A value of a cell is a text, {number: "12.5"} or {day: "2027-03-01"}.
(function () {
  "use strict";

  var kit = window.smartekaRoadmap, SHOWN = 80;

  function oneLine(text) {
    return text.split(/\r\n|[\n\r]/).map(function (part) { return part.trim(); }).filter(Boolean).join(" ");
  }
  function plain(text) {
    return text.replace(/\r\n/g, "\n").trim();
  }
  function asText(value) {
    if (value === undefined) return "";
    if (typeof value === "string") return plain(value);
    return value.day ? value.day.split("-").reverse().join(".") : value.number.replace(".", ",");
  }
  function shown(text) {
    return kit.line(oneLine(text), SHOWN);
  }
  function number(value) { // the number, or null
    if (value.number !== undefined) return Number(value.number);
    if (value.day) return null;
    var text = value.replace(/(\d)[ \u00a0\u202f](?=\d{3}(?!\d))/g, "$1");
    return /^[-−–]?\d+(?:[.,]\d+)?$/.test(text) ? Number(text.replace(",", ".").replace(/[−–]/, "-")) : null;
  }
  function real(year, month, day) { // "2027-03-01"; null where there is no such day
    var made = new Date(Date.UTC(year, month - 1, day));
    made.setUTCFullYear(year);
    return year > 0 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made.toISOString().slice(0, 10) : null;
  }
  function day(value, months) {
    if (value.number !== undefined) return null;
    if (value.day) return value.day;
    var text = value.split(/\s+/).filter(Boolean).join(" ").toLowerCase();
    var found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    if (found) return real(Number(found[1]), Number(found[2]), Number(found[3]));
    found = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:\s*г(?:ода|\.)?)?$/.exec(text);
    if (found) return real(Number(found[3]), Number(found[2]), Number(found[1]));
    found = /^(\d{1,2})\s+([а-я]+)\s+(\d{4})(?:\s*г(?:ода|\.)?)?$/.exec(text);
    return found && months.indexOf(found[2]) >= 0 ? real(Number(found[3]), months.indexOf(found[2]) + 1, Number(found[1])) : null;
  }
  function approval(text, words) {
    var parts = text.split(", ");
    for (var i = 1; i < parts.length; i += 1) {
      var when = approvedOn(parts[i], words);
      if (when === null) continue;
      var found = { body: parts.slice(0, i).join(", "), date: when }, document = parts.slice(i + 1).join(", ");
      if (document) found.document = document;
      return found;
    }
    return { body: text };
  }
  function approvedOn(text, words) {
    var whole = day(text, words.monthsOf);
    if (whole) return whole;
    var found = /^(\d{4})$/.exec(text);
    if (found) return Number(text);
    found = /^([а-яё]+)\s+(\d{4})$/i.exec(text);
    var month = found ? words.months.indexOf(found[1].toLowerCase()) : -1;
    return month < 0 ? null : found[2] + "-" + ("0" + (month + 1)).slice(-2);
  }
  function named(text, known, isId) { // {ids, unknown} of «А (Тульская область); Б»: names may hold semicolons themselves
    var pieces = (text + " ").split(/;\s|\n/).map(function (piece) { return piece.trim(); }).filter(Boolean), ids = [], unknown = [];
    while (pieces.length) {
      var length = pieces.length, id = "";
      for (; length > 0; length -= 1) {
        var name = pieces.slice(0, length).join("; ");
        id = known.get(name) || (length === 1 && isId.test(name) ? name : "");
        if (id) break;
      }
      if (id) ids.push(id);
      else unknown.push(pieces[0]);
      pieces.splice(0, length || 1);
    }
    return { ids: ids, unknown: unknown };
  }
  function listed(text, separator) {
    var lines = text.split("\n"), mark = separator.trim();
    return lines.map(function (line, i) {
      var bare = line.replace(/\s+$/, "");
      return i < lines.length - 1 && bare.slice(-mark.length) === mark ? bare.slice(0, -mark.length) : line;
    }).join(separator).split(separator).map(function (item) { return item.trim(); }).filter(Boolean);
  }

  kit.cells = { oneLine: oneLine, plain: plain, asText: asText, shown: shown, number: number, day: day, approval: approval, named: named, listed: listed };
})();
