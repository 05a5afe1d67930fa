// A file as values of a road map: YAML and JSON, or the form of appendix 2 filled in Excel, for which scripts come when they are needed.
(function () {
  "use strict";

  var dom = window.smartekaDom, kit = window.smartekaRoadmap, values = window.smartekaDrafting.values, every = values.every;
  var MOST_FAULTS = 12;
  var NEEDED = ["assets/roadmap/import.js", "data/roadmap-form.js"];
  var facts = null;

  window.smartekaRoadmapForm = function (found) { facts = found; };

  /**
   * @param {File} file @param {object} words of the page
   * @param {function(string, string, string): object|null} existing (id, region, life situation) → the record that gives what the form does not hold
   * @returns {Promise<{values: object, note: string}>} it fails with `faults` where cells cannot be read
   */
  function workbook(file, words, existing) {
    return Promise.all(NEEDED.map(dom.script)).catch(function () {
      throw new Error("Не загрузилось то, чем читают книги Excel. Проверьте связь и попробуйте ещё раз.");
    }).then(function () { return file.arrayBuffer(); }).then(function (data) {
      return kit.workbook(data, words.form.kpi, facts);
    }).then(function (book) {
      return kit.importForm(book, file.name, words, { facts: facts, situation: kit.base.fetched, practices: kit.base.known, existing: existing });
    }).then(function (found) {
      return { values: found.values, note: found.existing ? facts.keptFrom : facts.kept };
    });
  }
  /** Lines about the cells of a workbook that cannot be read; null of another failure. @param {Error} error @returns {string[]|null} */
  function explained(error) {
    if (!error.faults) return null;
    var told = error.faults.slice(0, MOST_FAULTS).map(function (each) { return each.text.charAt(0).toUpperCase() + each.text.slice(1) + "."; });
    return error.faults.length > MOST_FAULTS ? told.concat("И ещё таких мест: " + (error.faults.length - MOST_FAULTS) + ".") : told;
  }
  /** Why these values are no road map; empty if they are. @param {*} found @returns {string} */
  function strange(found) {
    function maps(list) { return every(list, values.isMap); }
    function texts(list) { return every(list, values.isText); }
    if (!values.isMap(found) || typeof found.life_situation !== "string") return "В нём нет дорожной карты: нужны поля region, life_situation, kpis, measures.";
    var whole = ["kpis", "measures", "approvals", "sources", "notes"].every(function (name) { return maps(found[name]); }) && texts(found.aliases) &&
      (found.measures || []).every(function (measure) {
        return maps(measure.activities) && texts(measure.problems) && texts(measure.practices) && (measure.activities || []).every(function (each) {
          return texts(each.materials) && texts(each.responsible);
        });
      });
    return whole ? "" : "Поля в нём устроены не так, как в дорожной карте. Проверьте файл: smarteka roadmap check ФАЙЛ.";
  }

  kit.opening = { workbook: workbook, explained: explained, strange: strange };
})();
