// Facts of practices by id, in script shards: they load from a folder as well as from a server (generator/rendering/cards.py).
(function () {
  "use strict";

  var dom = window.smartekaDom, cards = Object.create(null); // an address may ask for «constructor»

  window.smartekaCards = function (number, content) { Object.assign(cards, content); };

  function shardOf(id, shards) { // as generator/rendering/shards.py
    var value = 0;
    for (var i = 0; i < id.length; i += 1) value = (Math.imul(value, 31) + id.charCodeAt(i)) >>> 0;
    return value % shards;
  }
  /** @param {number} number of the shard @returns {Promise<void>} which fails where it did not come */
  function shard(number) {
    return dom.script("data/cards/" + number + ".js");
  }
  /** @param {string[]} ids @param {number} shards how many there are in all @returns {Promise<boolean>} whether all their shards came */
  function load(ids, shards) {
    return Promise.all(ids.map(function (id) {
      return shard(shardOf(id, shards)).then(function () { return true; }, function () { return false; });
    })).then(function (came) { return came.every(Boolean); });
  }

  window.smartekaCardShards = { cards: cards, load: load, shard: shard };
})();
