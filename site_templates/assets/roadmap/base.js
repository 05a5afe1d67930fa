// What a road map takes from the base, loaded by need: a life situation with its practices, cards of other practices, favourites.
(function () {
  "use strict";

  var dom = window.smartekaDom, kit = window.smartekaRoadmap, shards = window.smartekaCardShards, cards = shards.cards;
  var page = document.querySelector("[data-roadmap-builder]"), count = Number(page.dataset.shards);
  var MOST_SHARDS = 40; // of a base that is not too large to be fetched whole
  var LOST = "Проблемы и практики этой ситуации не загрузились. Проверьте связь и обновите страницу.";
  var situations = Object.create(null); // by id, as generator/analysis/roadmap_draft.situation_data() has them

  window.smartekaSituation = function (data) { situations[data.id] = data; };

  /** @param {string} id @returns {Promise<object>} the life situation; it fails where it did not come */
  function fetched(id) {
    return Promise.resolve(situations[id] || dom.script("data/situations/" + id + ".js")).then(function () {
      if (!situations[id]) throw new Error(LOST);
      return situations[id];
    }, function () { throw new Error(LOST); });
  }
  /** The life situation of a draft, undefined until it is there. @param {object} draft */
  function situation(draft) { return situations[draft.life_situation]; }
  /** A practice that the draft may name, undefined until it is there. @param {object} draft @param {string} id */
  function practice(draft, id) { return (situation(draft) && situation(draft).practices[id]) || cards[id]; }

  /** All that a draft names. @param {object} draft @returns {Promise<string>} what to say of what did not come, else "" */
  function load(draft) {
    var said = "";
    return Promise.resolve(draft.life_situation && fetched(draft.life_situation)).catch(function (error) { said = error.message; }).then(function () {
      var named = draft.measures.reduce(function (all, measure) { return all.concat(measure.practices); }, window.smartekaMarks.ids());
      return shards.load(named.filter(function (each) { return !practice(draft, each); }), count);
    }).then(function () { return said; });
  }
  /** What a draft's form calls things by, as roadmap/form.js wants it. @param {object} draft */
  function names(draft) {
    var found = { region: "", situation: "", practices: {}, problems: {} }, data = situation(draft);
    dom.all("#f-region option", page).forEach(function (option) {
      if (option.value && option.value === draft.region) found.region = option.textContent;
    });
    if (data) {
      found.situation = data.title;
      data.problems.forEach(function (each) { found.problems[data.id + "#" + each.number] = each.title; });
    }
    draft.measures.forEach(function (measure) {
      measure.practices.forEach(function (id) { if (practice(draft, id)) found.practices[id] = kit.label(practice(draft, id)); });
    });
    return found;
  }
  /** Favourites that are there. @param {object} draft @returns {string[]} ids */
  function marked(draft) {
    return window.smartekaMarks.ids().filter(function (id) { return practice(draft, id); });
  }
  /** Practices that a file can name. @param {boolean} all also those that have to be fetched @returns {Promise<Array<{id: string, title: string, regions: string[]}>>} */
  function known(all) {
    var wanted = [];
    for (var i = 0; all && i < count && count <= MOST_SHARDS; i += 1) wanted.push(shards.shard(i).catch(function () {}));
    return Promise.all(wanted).then(function () {
      var found = Object.assign({}, cards);
      Object.keys(situations).forEach(function (id) { Object.assign(found, situations[id].practices); });
      return Object.keys(found).sort().map(function (id) { return { id: id, title: found[id].title, regions: found[id].regions }; });
    });
  }

  kit.base = { fetched: fetched, situation: situation, practice: practice, load: load, names: names, marked: marked, known: known };
})();
