// What the documents know of a word: its lemmas, what begins like it, what is one slip away. Asks for the shards it lacks.
(function () {
  "use strict";

  const NEAR_FORMS = 8; // what a guess may cost has bounds
  const { isSlip, inCyrillic } = window.smartekaSearch.words;
  const { above, KEY } = window.smartekaSearch.index;

  const MISSING = {};

  function Vocabulary(index) {
    this.index = index;
    this.missing = new Set();
    this.given = new Set(); // asked for once already: what failed is done without
    this.whole = true;
  }

  Vocabulary.prototype = {
    // The shards by name; those not read yet are asked for all at once.
    shards(names) {
      const parsed = this.index.parsed, given = this.given;
      const missing = names.filter(name => !(name in parsed) && !given.has(name));
      for (const name of missing) this.missing.add(name);
      if (missing.length) throw MISSING;
      return names.map(name => parsed[name]).filter(Boolean);
    },
    shardOf(word) { return "d" + Math.max(above(this.index.bounds, word.slice(0, KEY)) - 1, 0); },

    knownLemmas(word) {
      const cyrillic = inCyrillic(word);
      if (cyrillic === word) return this.asSpelled(word);
      this.shards([this.shardOf(word), this.shardOf(cyrillic)]); // together: it is seldom known in Latin letters
      const found = this.asSpelled(word);
      return found.length ? found : this.asSpelled(cyrillic);
    },
    asSpelled(word) {
      const found = new Set();
      for (const shard of this.shards([this.shardOf(word)])) {
        const whole = (shard.stems.get(word) || []).filter(entry => entry.whole)[0];
        if (whole) return whole.lemmas;
        for (let i = KEY; i <= word.length; i++) {
          for (const entry of shard.stems.get(word.slice(0, i)) || []) {
            if (entry.endings.has(word.slice(i))) for (const lemma of entry.lemmas) found.add(lemma);
          }
        }
      }
      return Array.from(found);
    },

    // Words of the documents that begin like this, the commonest first.
    startingWith(prefix) {
      for (const shard of this.shards([this.shardOf(prefix)])) {
        if (shard.completions[prefix]) return shard.completions[prefix];
        const begun = Array.from(shard.seen).filter(pair => pair[0].startsWith(prefix));
        return commonest(begun).slice(0, this.index.rules.prefixForms);
      }
      return [];
    },

    // Words one slip away, the commonest first: those of the documents, then other forms of these.
    near(word) {
      if (!/^\p{L}+$/u.test(word)) return [];
      const tails = tailsOf(word), found = new Map(), unseen = new Map();
      const all = this.shards([this.shardOf(word)].concat(this.tailShards(word)));
      for (const shard of all) {
        if (shard.seen) {
          shard.seen.forEach((level, form) => { if (isSlip(form, word)) found.set(form, level); });
          shard.stems.forEach((entries, stem) => {
            if (Math.abs(stem.length - word.length) > 12 || !begins(word, stem)) return;
            for (const entry of entries) {
              entry.endings.forEach(ending => {
                if (isSlip(stem + ending, word)) unseen.set(stem + ending, -(stem + ending).length);
              });
            }
          });
          continue;
        }
        for (const tail of tails) {
          for (const each of shard.get(tail) || []) {
            const form = each.head + tail;
            if (!isSlip(form, word)) continue;
            found.set(form, each.level);
            this.index.firsts.set(form, each.lemma);
          }
        }
      }
      const others = Array.from(unseen).filter(pair => !found.has(pair[0]));
      return commonest(Array.from(found)).concat(commonest(others)).slice(0, NEAR_FORMS);
    },
    tailShards(word) {
      return Array.from(new Set(tailsOf(word).map(tail => "t" + (hash(tail.slice(1)) % this.index.about.tails))));
    },

    firstOf(form) {
      const told = this.index.firsts.get(form);
      return told === undefined ? this.knownLemmas(form)[0] : told;
    },
    // Lemmas of words, the first that a word means of each; no more than wanted.
    lemmasOf(forms, most) {
      const found = [];
      for (const form of forms) {
        const first = this.firstOf(form);
        if (first !== undefined && found.indexOf(first) < 0) found.push(first);
        if (found.length === most) break;
      }
      return found;
    }
  };

  // What may follow the first three letters of words that differ from this one by a slip in these letters.
  function tailsOf(word) {
    return [word.slice(KEY), word.slice(KEY + 1), word.slice(KEY - 1), word[KEY - 1] + word.slice(KEY + 1)];
  }

  // Whether a word may begin with a stem, but for one slip.
  function begins(word, stem) {
    for (let cut = -1; cut <= 1; cut++) if (isSlip(word.slice(0, stem.length + cut), stem)) return true;
    return word.startsWith(stem);
  }

  function commonest(pairs) {
    pairs.sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return pairs.map(pair => pair[0]);
  }

  function hash(text) {
    let found = 0;
    for (let i = text.length - 1; i >= 0; i--) found = (found * 65536 + text.charCodeAt(i)) % 2147483629;
    return found;
  }

  // Does a task as often as it takes to load the shards that it asks for.
  async function withShards(vocabulary, task, stops) {
    for (;;) {
      vocabulary.missing.clear();
      try {
        return task(vocabulary);
      } catch (fault) {
        if (fault !== MISSING || (stops && stops())) throw fault;
        const names = Array.from(vocabulary.missing);
        vocabulary.whole = await vocabulary.index.load(names) && vocabulary.whole;
        for (const name of names) vocabulary.given.add(name);
      }
    }
  }

  /**
   * withShards(vocabulary, task, stops) → a promise of task(vocabulary). It fails with MISSING where `stops()` says
   * that shards are not to be loaded; commonest([[form, level]]) → forms, those of the highest level first.
   */
  window.smartekaSearch.vocabulary = { Vocabulary, withShards, commonest, MISSING };
})();
