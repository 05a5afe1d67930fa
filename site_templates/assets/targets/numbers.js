// Exact decimal numbers for the target calculator, as generator/analysis/targets.py reckons with Decimal.
//
// Numbers are whole hundred-thousandths in a double, exact up to 9·10¹⁵: inputs have three decimals and
// fewer than ten digits before them, a quarter adds two decimals. Rounding is to one decimal, halves
// away from zero, once at the end of a rule.
(function () {
  "use strict";

  var UNIT = 100000; // one
  var TENTH = UNIT / 10;
  var NBSP = "\u00a0";

  function parse(text) { // digits with a comma or a point → hundred-thousandths
    var parts = text.replace(",", ".").replace("-", "").split(".");
    var value = Number(parts[0]) * UNIT + Number(((parts[1] || "") + "00000").slice(0, 5));
    return value && text.charAt(0) === "-" ? -value : value;
  }
  function divided(a, b) { // whole, halves away from zero; b > 0
    var top = 2 * Math.abs(a) + b;
    var whole = (top - top % (2 * b)) / (2 * b);
    return whole && a < 0 ? -whole : whole;
  }
  function rounded(value) {
    return divided(value, TENTH) * TENTH;
  }
  function digits(value) { // «-27.15»
    var size = Math.abs(value);
    var rest = String(size % UNIT + UNIT).slice(1).replace(/0+$/, "");
    return (value < 0 ? "-" : "") + (size - size % UNIT) / UNIT + (rest && "." + rest);
  }
  function number(value) { // «−3 461,5»
    var parts = digits(value).split(".");
    return (parts[0].replace(/\B(?=(\d{3})+$)/g, NBSP) + (parts[1] ? "," + parts[1] : "")).replace("-", "−");
  }
  function plural(value, forms) {
    if (value % UNIT) return forms[3] || forms[1];
    var n = Math.abs(value) / UNIT % 100;
    if (n > 10 && n < 15) return forms[2];
    return n % 10 === 1 ? forms[0] : n % 10 > 1 && n % 10 < 5 ? forms[1] : forms[2];
  }

  /** UNIT: one; parse(text) → a number; divided(a, b) → whole; digits(number) → «-27.15»; number(number) → «−3 461,5»; plural(number, forms). */
  window.smartekaNumbers = { UNIT: UNIT, TENTH: TENTH, parse: parse, divided: divided, rounded: rounded, digits: digits, number: number, plural: plural };
})();
