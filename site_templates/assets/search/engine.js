// Search without a server: the whole way from words to results. Knows no page: see catalogue/ and site/instant.js.
(function () {
  "use strict";

  const FORMAT = 5; // of the index
  const MOST_LETTERS = 400; // of a query: each word costs requests and memory for as many numbers as there are documents
  const READINGS = ["exact", "prefix", "typo", "unknown"];
  const own = window.smartekaSearch;
  const { tokenise } = own.words, { base, contentsOf } = own.shards, { Index, KEY } = own.index;
  const { Vocabulary, withShards, MISSING } = own.vocabulary, { understand, nearest } = own.query;
  const { rank, first, lemmasOf } = own.ranking, { Narrowing } = own.facets, { wanted, hit } = own.snippet;

  // The best of each type, so that one does not hide the others.
  function fewOfEach(index, documents, most, keys) {
    const byType = index.about.types.map(() => []), kinds = index.kinds();
    for (const document of documents) byType[kinds[document]].push(document);
    return byType.reduce((all, each) => all.concat(first(each, most, keys)), []);
  }

  // The list with at least so many of each type of `least`, if there are: its best in place of the last of the others.
  function withLeast(index, list, limit, least, documents, keys) {
    const kinds = index.kinds();
    return Object.keys(least).reduce((all, type) => {
      const kind = index.about.types.findIndex(each => each[0] === type), isOther = document => kinds[document] !== kind;
      const others = all.filter(isOther);
      if (all.length - others.length >= least[type]) return all;
      const best = first(documents.filter(document => !isOther(document)), least[type], keys);
      return others.slice(0, limit - best.length).concat(best);
    }, list);
  }

  // Marks of things that are only near what was asked for.
  function near(index, asked) {
    const marks = new Set();
    for (const each of asked) {
      const count = each.end ? each.end - each.start : 1;
      for (const alternative of each.alternatives) {
        if (alternative.weight / count < index.rules.synonym / 2) alternative.lemmas.forEach(lemma => { marks.add(lemma); });
      }
    }
    return marks;
  }

  let opened = null, current = null; // a promise of the index, and the index that came last

  function open(anew) {
    if (!opened || anew) {
      const fresh = contentsOf(base + "manifest.js" + (anew ? "?" + Date.now() : "")).then(contents => {
        if (contents[0].format !== FORMAT) throw new Error("smarteka: format");
        return (current = new Index(contents[0]));
      });
      opened = fresh;
      fresh.catch(() => { if (opened === fresh) opened = null; });
    }
    return opened;
  }

  async function answer(index, query, options) {
    const vocabulary = new Vocabulary(index), listed = !query.trim();
    const stops = () => options.ready || (options.wanted && !options.wanted());
    const understood = await withShards(vocabulary, each => understand(query, each), stops);
    const words = understood.words, phrases = understood.phrases, sorted = options.sort && options.sort !== "relevance";
    const order = sorted ? options.sort : listed ? "date" : "";
    const load = async names => {
      if (stops() && names.some(name => !(name in index.parsed))) throw MISSING;
      vocabulary.whole = await index.load(Array.from(new Set(names))) && vocabulary.whole;
    };
    const ordered = orderShards(index, order);
    await load(ordered.concat(postingShards(index, words.concat(phrases))));

    const ranked = rank(index, words, phrases), narrowing = new Narrowing(index, options.types || [], options.facets || {});
    if (listed) for (let i = 0; i < index.about.documents; i++) ranked.complete.push(i);
    const facets = narrowing.byFacets() || options.counts !== false ? narrowing.shards(ranked) : [];
    if (narrowing.byFacets()) await load(facets);
    const list = narrowing.list(ranked), found = list.documents, offset = options.offset || 0;
    const keys = ordered.map(name => index.parsed[name]).filter(Boolean).concat([ranked.sums]);
    const from = options.perType ? fewOfEach(index, found, options.perType, keys) : found;
    const limit = options.limit || 10, best = first(from, offset + limit, keys).slice(offset);
    const shown = options.least ? withLeast(index, best, limit, options.least, ranked.complete.concat(ranked.incomplete), keys) : best;
    // Facets and texts are on their way while the rest is worked out.
    const counting = awaited(load(facets).then(() => {
      const facetCounts = options.counts === false ? null : narrowing.counts(ranked);
      if (options.counted) options.counted({ total: found.length, facetCounts });
      return facetCounts;
    }));
    const texts = new Map(shown.map(document => [document, awaited(load([index.cardShard(document)]))]));
    const context = {
      words, phrases, ranked, narrowing, sought: wanted(index, words, phrases), sure: vocabulary.whole,
      near: near(index, words.concat(phrases))
    };
    const hits = documents => Promise.all(documents.map(async document => {
      await Promise.all([counting, texts.get(document)]);
      return hit(index, document, context);
    })).then(all => all.filter(Boolean));
    const whole = async (hits, neighbours) => ({
      query,
      understood: words.map(word => ({
        typed: word.retyped || word.typed, reading: word.retyped ? "layout" : READINGS[word.reading], light: word.light,
        lemmas: word.alternatives.map(each => each.lemmas.map(lemma => index.posting(lemma).name))
      })),
      named: phrases.map(phrase => ({
        start: phrase.start, end: phrase.end,
        lemmas: phrase.alternatives.map(each => each.lemmas.map(lemma => index.posting(lemma).name))
      })),
      total: found.length, complete: list.complete, partial: list.partial,
      suggestion: understood.suggestion, nearest: neighbours,
      facetCounts: await counting, hits, broken: !vocabulary.whole
    });
    const atOnce = options.begun && shown.length > options.atOnce ? options.atOnce : 0, begun = await hits(shown.slice(0, atOnce));
    if (atOnce) options.begun(await whole(begun, []));
    const all = begun.concat(await hits(shown.slice(atOnce)));
    return whole(all, found.length || listed ? [] : await withShards(vocabulary, each => nearest(words, each), stops));
  }

  // A promise whose failure is told where it is awaited, be that later or never.
  function awaited(promise) {
    promise.catch(() => {});
    return promise;
  }

  // With `ready`, only what can be told without loading anything; else null, and what the words will
  // need however they go on is asked for: of finished ones all that they are found by.
  async function readyAnswer(query, options) {
    const index = current;
    if (!index) return null;
    try {
      return await answer(index, query, options);
    } catch (fault) {
      if (fault !== MISSING) throw fault;
    }
    const vocabulary = new Vocabulary(index);
    const names = tokenise(query).filter(each => each.word.length >= KEY).map(each => vocabulary.shardOf(each.word));
    if (names.length) index.load(Array.from(new Set(names.concat(facetShards(index, options)))));
    const finished = query.replace(/\S+$/, "");
    if (finished.trim()) withShards(vocabulary, each => understand(finished, each)).then(understood => {
      index.load(postingShards(index, understood.words.concat(understood.phrases)));
    });
    return null;
  }

  // Those of the types that are asked for, unless nothing is counted.
  function facetShards(index, options) {
    const types = options.counts === false ? [] : options.types || [];
    return Array.from(new Set(index.about.types.filter(type => types.indexOf(type[0]) >= 0).map(type => "f" + type[5])));
  }
  function postingShards(index, asked) {
    const lemmas = asked.reduce((all, each) => all.concat(lemmasOf(each)), []);
    return Array.from(new Set(lemmas.map(lemma => index.postingShard(lemma))));
  }
  function orderShards(index, order) {
    return index.about.orders.indexOf(order) >= 0 ? ["o-" + order] : [];
  }

  /**
   * Answers a query. Of a very long one the beginning alone is looked for (`cut`).
   *
   * @param {string} query
   * @param {object} [options]
   *   types: kinds of records, all by default; facets: name → values; sort: "relevance" or the name of an order;
   *   limit: hits wanted (10); offset; perType: no more hits of a type; counts: false – facets are not counted;
   *   least: type → hits of it that the list should have, even if they have only some of the words; of all things, whatever types and facets are asked for;
   *   ready: only what can be told without loading anything, else null;
   *   wanted(): whether the answer still is: if not, nothing more is loaded for it, and it is null;
   *   counted({total, facetCounts}): gets them when they are known, which is before the hits are;
   *   begun(answer): gets the answer with the first hits, as many as `atOnce` says, for which the others wait.
   * @returns {Promise<object|null>}
   *   {query, cut, total, complete: with all words, partial: others stand among them, hits, facetCounts: facet → value → number,
   *   suggestion: how the query should have been typed, nearest: known words like the unknown ones, understood, named,
   *   broken: a shard did not come}; a hit: see snippet.js. It fails where the index cannot be opened, and where a shard that did not
   *   come may be why nothing is found.
   */
  async function search(query, options) {
    const whole = String(query), asked = whole.length > MOST_LETTERS ? whole.slice(0, MOST_LETTERS).replace(/\S+$/, "") || whole.slice(0, MOST_LETTERS) : whole;
    if (options && options.ready) return readyAnswer(asked, options);
    const answered = index => answer(index, asked, options || {}).then(found => Object.assign(found, { cut: asked !== whole }), fault => {
      if (fault !== MISSING) throw fault;
      return null;
    });
    const index = await open(false);
    let found = await answered(index);
    if (found && found.broken && location.protocol !== "file:") {
      // The site may have been built anew since the page was opened: then the shards have moved.
      const fresh = await open(true).catch(() => index);
      if (JSON.stringify(fresh.about) !== JSON.stringify(index.about)) found = await answered(fresh);
    }
    if (found && found.broken && !found.hits.length) throw new Error("smarteka: shards");
    return found;
  }

  own.search = search;
  // Types of what the index that was opened last holds → what all of a type are called.
  own.types = () => Object.fromEntries(current ? current.about.types.map(type => [type[0], type[6]]) : []);
  // Opens the index; with options of a search, loads what it needs whatever is asked.
  own.ready = options => open(false)
    .then(index => !options || index.load(facetShards(index, options).concat(orderShards(index, options.sort))));
})();
