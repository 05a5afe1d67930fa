// Values of a record as somebody types them: what is common to all that is filled in on the site. Runs without a page, too.
(function () {
  "use strict";

  var NBSP = "\u00a0";

  /** «{name}» replaced by values. @param {string} template @param {Object<string, *>} values @returns {string} */
  function fill(template, values) {
    return template.replace(/\{(\w+)\}/g, function (all, name) { return String(values[name]); });
  }
  /** «2021», «ноябрь 2021», «21 ноября 2021». @param {string|number} value @param {{months: string[], monthsOf: string[]}} words @returns {string} */
  function partialDate(value, words) {
    var parts = String(value).split("-");
    if (parts.length === 1) return parts[0];
    if (parts.length === 2) return words.months[Number(parts[1]) - 1] + NBSP + parts[0];
    return Number(parts[2]) + NBSP + words.monthsOf[Number(parts[1]) - 1] + NBSP + parts[0];
  }
  /** Keys in the order of the model. @param {object} record @param {string[]} fields @returns {object} */
  function ordered(record, fields) {
    var found = {};
    fields.forEach(function (name) { if (record[name] !== undefined) found[name] = record[name]; });
    return found;
  }
  /** @param {*} value @returns {boolean} */
  function isMap(value) {
    return Boolean(value) && typeof value === "object" && !Array.isArray(value);
  }
  /** Whether a list is left out or holds nothing but such values. @param {*} list @param {function(*): boolean} fits @returns {boolean} */
  function every(list, fits) {
    return list === undefined || (Array.isArray(list) && list.every(fits));
  }
  function isText(value) {
    return typeof value === "string";
  }

  window.smartekaDrafting = window.smartekaDrafting || {};
  window.smartekaDrafting.values = {
    fill: fill, partialDate: partialDate, ordered: ordered, isMap: isMap, isText: isText, every: every,
    LINE: 400, ID_LENGTH: 80, SLUG: /^[a-z0-9]+(-[a-z0-9]+)*$/, // generator/model/scalars.py
    PARTIAL_DATE: /^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$/,
    INVISIBLE: /[^\t\n -~\u00a0-\u061b\u061d-\u115e\u1161-\u180d\u180f-\u2027\u202f-\u2064\u2070-\u3163\u3165-\ud7ff\ue000-\ufefe\uff00-\uff9f\uffa1-\ufff8\ufffc-\ufffd\ud800-\udfff]|\ud834[\udd73-\udd7a]|[\udb40-\udb7f][\udc00-\udfff]/g // generator/loading/yaml_signs.py
  };
})();
