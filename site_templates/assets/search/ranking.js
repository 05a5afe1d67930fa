// Which documents answer a query, and how well: as generator/search/ranking.py, number for number.
(function () {
  "use strict";

  function lemmasOf(word) {
    return word.alternatives.reduce((all, alternative) => all.concat(alternative.lemmas), []);
  }

  // What a word or a phrase adds to each document: the best of its alternatives.
  function bestScores(index, alternatives, weight) {
    const best = new Float64Array(index.about.documents);
    for (const alternative of alternatives) {
      let postings = alternative.lemmas.map(lemma => index.posting(lemma));
      if (postings.length > 1) postings = [together(postings)];
      const documents = postings[0].documents, scores = postings[0].scores, by = alternative.weight * weight;
      for (let i = 0; i < documents.length; i++) {
        const score = scores[i] * by;
        if (score > best[documents[i]]) best[documents[i]] = score;
      }
    }
    return best;
  }

  // Documents that have every one of the lemmas, and the sums of what these add.
  function together(postings) {
    let sums = null;
    for (const posting of postings) {
      const found = new Map();
      posting.documents.forEach((document, i) => {
        if (!sums || sums.has(document)) found.set(document, (sums ? sums.get(document) : 0) + posting.scores[i]);
      });
      sums = found;
    }
    return { documents: Array.from(sums.keys()), scores: Array.from(sums.values()) };
  }

  function rarity(index, word) {
    const often = lemmasOf(word).reduce((most, lemma) => Math.max(most, index.posting(lemma).documents.length), 0);
    return often ? Math.log(index.about.documents / (often + 1)) + 1 : 0; // what no document has cannot be asked of any
  }

  // Documents with all words, and those with most of them; what they score, by document. A name of
  // several words counts where that is more than they add up to. Light words need not be there.
  function rank(index, words, phrases) {
    const complete = [], incomplete = [], sums = new Float64Array(index.about.documents), light = index.rules.light;
    const scores = words.map(word => bestScores(index, word.alternatives, word.light ? light : 1));
    const named = phrases.map(phrase => bestScores(index, phrase.alternatives, 1));
    const shares = words.map(word => rarity(index, word) * (word.light ? light : 1));
    const total = shares.reduce((sum, each) => sum + each, 0), count = words.length;
    for (let document = 0; total && document < index.about.documents; document++) {
      let sum = 0, missing = 0, coverage = 0, phrased = null;
      for (let i = 0; i < named.length; i++) {
        let own = 0;
        for (let j = phrases[i].start; j < phrases[i].end; j++) own += scores[j][document];
        if (!named[i][document]) {
          sum -= (1 - index.rules.scattered) * own;
          continue;
        }
        phrased = phrased || new Uint8Array(count);
        phrased.fill(1, phrases[i].start, phrases[i].end);
        sum += Math.max(0, named[i][document] - own);
      }
      for (let i = 0; i < count; i++) {
        sum += scores[i][document];
        if (scores[i][document] || (phrased && phrased[i])) coverage += shares[i];
        else if (!words[i].light) missing++;
      }
      coverage /= total;
      if (!missing) complete.push(document);
      else if (coverage >= index.rules.coverage) incomplete.push(document);
      else continue;
      sums[document] = missing ? sum * Math.pow(coverage, index.rules.lack) : sum;
    }
    return { complete, incomplete, sums, scores, named };
  }

  // The first documents in the order of all keys, the largest first; then as they are numbered.
  function first(documents, most, keys) {
    const order = (a, b) => {
      for (const key of keys) if (key[a] !== key[b]) return key[b] - key[a];
      return a - b;
    };
    if (documents.length > 2 * most && most) { // few of many: those below the last of them are not put in order
      const least = Float64Array.from(documents, document => keys[0][document]).sort()[documents.length - most];
      documents = documents.filter(document => keys[0][document] >= least);
    }
    return documents.slice().sort(order).slice(0, most);
  }

  /**
   * rank(index, words, phrases) → {complete, incomplete: numbers of documents, sums: scores by document,
   * scores: by word, named: by phrase, each by document}; first(documents, most, keys) → in order, keys being arrays by document.
   */
  window.smartekaSearch.ranking = { rank, first, lemmasOf };
})();
