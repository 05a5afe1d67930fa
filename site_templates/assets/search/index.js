// The index of the site, as much of it as has been read: shards → what the engine asks of them.
//
// Coded by generator/search/static_coding.py, static_lexemes.py and static_shards.py. Lemmas and documents are numbers.
(function () {
  "use strict";

  const LAST = 64, KEY = 3, FOLDER = 10; // as in static_coding.py, static_lexemes.py and static_shards.py
  const { base, contentsOf } = window.smartekaSearch.shards;

  // An index as its manifest describes it, with all that was read of it so far.
  function Index(manifest) {
    this.about = manifest;
    this.codes = new Uint8Array(128); // by the code of a symbol
    for (let i = 0; i < manifest.symbols.length; i++) this.codes[manifest.symbols.charCodeAt(i)] = i;
    this.more = manifest.symbols.length - LAST;
    this.bounds = manifest.dictionary ? manifest.dictionary.split(",") : [];
    this.stop = new Set(manifest.stop.split(" "));
    this.firstPostings = starts(this.numbers(manifest.postings)); // by section: its first shard of postings
    this.firstCards = starts(this.numbers(manifest.cards)); // by folder
    this.light = new Set(this.rising(manifest.light));
    this.rules = manifest.rules;
    this.scale = Array.from(manifest.symbols, (_, level) => manifest.low * Math.pow(manifest.ratio, level));
    this.kin = new Map();
    this.named = new Map(); // lemma → names that begin with it
    this.parsed = {}; // name → contents as they are used
    this.loading = {};
    this.firsts = new Map(); // form → its first lemma, where another shard than the word's own has told it
  }

  const PARSERS = {
    d(index, contents, name) { return index.dictionary(contents, Number(name.slice(1))); },
    t(index, contents) { return index.tails(contents[0]); },
    p(index, contents) { return contents[0].map(row => ({ row })); },
    f(index, contents) { return contents[0].map(column => index.column(column)); },
    o(index, contents) { return index.order(contents[0]); },
    c(index, contents) { return contents[0]; }
  };

  Index.prototype = {
    numbers(text) {
      const found = [], codes = this.codes;
      let high = 0;
      for (let i = 0; i < text.length; i++) {
        const code = codes[text.charCodeAt(i)];
        if (code < LAST) {
          found.push(high * LAST + code);
          high = 0;
        } else {
          high = high * this.more + (code - LAST) + 1;
        }
      }
      return found;
    },

    rising(text) {
      let at = -1;
      return this.numbers(text).map(step => (at += step + 1));
    },

    // Whether all of them came. One that did not is read as nothing, and asked for again by the next search.
    load(names) {
      return Promise.all(names.map(name => {
        if (name in this.parsed) return true;
        if (!this.loading[name]) {
          this.loading[name] = contentsOf(base + this.path(name) + ".js")
            .then(contents => { this.parsed[name] = PARSERS[name[0]](this, contents, name); return true; })
            .catch(() => false)
            .then(came => { delete this.loading[name]; return came; });
        }
        return this.loading[name];
      })).then(all => all.every(Boolean));
    },

    // Where a shard lies: in a folder named by all that lies there.
    path(name) {
      const kind = name[0], number = Number(name.slice(1)) || 0;
      const folder = (kind, place) => this.about.folders[kind].slice(FOLDER * place, FOLDER * (place + 1)) + "/";
      if (kind === "d") return folder("d", number) + "d";
      if (kind === "t") return folder("t", Math.floor(number / this.about.together)) + name;
      if (kind !== "p" && kind !== "c") return folder(kind, 0) + name;
      const firsts = kind === "p" ? this.firstPostings : this.firstCards, place = above(firsts, number) - 1;
      return folder(kind === "p" ? "d" : kind, place) + kind + (number - firsts[place]);
    },

    // Lemmas are numbered by the shards of their postings. A section tells its own from its first on.
    lemmaAt(section, place) { return this.firstPostings[section] * this.about.places + place; },

    dictionary(contents, section) {
      const far = this.numbers(contents[5]), others = far.length / 2;
      const at = told => told < others ? this.lemmaAt(far[2 * told], far[2 * told + 1]) : this.lemmaAt(section, told - others);
      const lists = contents[0].split("|").map(list => list.split(","));
      const endings = lists.map(list => new Set(list));
      const stems = new Map(), seen = new Map();
      let last = "", lemma = 0;
      const records = contents[1] ? contents[1].split("|") : [];
      for (const record of records) {
        const space = record.indexOf(" ");
        const stem = last.slice(0, this.codes[record.charCodeAt(0)]) + record.slice(1, space);
        const told = this.numbers(record.slice(space + 1));
        const list = told[0] >> 2, end = 2 + (told[0] & 3), lemmas = [];
        for (let i = 1; i < end; i++) {
          lemma += unsigned(told[i]);
          lemmas.push(at(lemma));
        }
        if (!stems.has(stem)) stems.set(stem, []);
        stems.get(stem).push({ whole: list === 0, endings: endings[list], lemmas });
        for (let i = end; i + 1 < told.length; i += 2) seen.set(stem + lists[list][told[i]], told[i + 1]);
        last = stem;
      }
      const kin = this.numbers(contents[2]);
      for (let i = 0, of = -1; i < kin.length; i += 2 + kin[i + 1]) {
        of += kin[i] + 1;
        this.kin.set(at(of), kin.slice(i + 2, i + 2 + kin[i + 1]).map(step => at(of + unsigned(step))));
      }
      const completions = {};
      for (const row of contents[3] ? contents[3].split("|") : []) {
        const space = row.indexOf(" "), forms = row.slice(0, space).split(","), start = forms.shift();
        this.numbers(row.slice(space + 1)).forEach((first, i) => { this.firsts.set(forms[i], at(first)); });
        completions[start] = forms;
      }
      const named = this.numbers(contents[4]);
      for (let i = 0, of = -1; i < named.length;) {
        of += named[i] + 1;
        const names = [];
        for (let left = named[i + 1], j = (i += 2); left; left--, i = j) {
          const end = j + 2 + named[j + 1];
          names.push({ mark: at(named[j] >> 1), related: named[j] & 1, rest: named.slice(j + 2, end).map(at) });
          j = end;
        }
        this.named.set(at(of), names);
      }
      return { stems, seen, completions };
    },

    tails(text) {
      const tails = new Map();
      let last = "";
      for (const record of text ? text.split("|") : []) {
        const space = record.indexOf(" ");
        last = last.slice(0, this.codes[record.charCodeAt(0)]) + record.slice(1, space);
        const heads = record.slice(space + 1), found = [];
        for (let i = 0; i < heads.length;) {
          const from = i + KEY + 1;
          i = from;
          for (let left = 2; left; i++) if (this.codes[heads.charCodeAt(i)] < LAST) left--; // two numbers
          const place = this.numbers(heads.slice(from, i)), lemma = this.lemmaAt(place[0], place[1]);
          found.push({ head: heads.slice(from - KEY - 1, from - 1), level: this.codes[heads.charCodeAt(from - 1)], lemma });
        }
        tails.set(last, found);
      }
      return tails;
    },

    column(contents) {
      const values = contents[0].split(",");
      return {
        sets: contents[1].split("|").map(told => this.numbers(told).map(place => values[place])),
        of: Uint16Array.from(this.numbers(contents[2]))
      };
    },

    order(text) {
      let value = 0;
      return Float64Array.from(this.numbers(text), step => (value += unsigned(step)));
    },

    // Forms, documents and scores of a lemma; of one whose shard did not come, nothing.
    posting(lemma) {
      const found = (this.parsed[this.postingShard(lemma)] || [])[lemma % this.about.places];
      if (!found) return { name: "", forms: [], documents: [], scores: [], names: [] };
      if (!found.forms) {
        const words = found.row[0].split(" "), codes = this.codes;
        let last = words[0];
        found.name = words[0];
        found.forms = words.slice(1).map(word => {
          last = last.slice(0, codes[word.charCodeAt(0)]) + word.slice(1);
          return last;
        });
        found.documents = this.rising(found.row[1]);
        const levels = found.row[2];
        found.scores = new Float64Array(levels.length);
        for (let i = 0; i < levels.length; i++) found.scores[i] = this.scale[codes[levels.charCodeAt(i)]];
        found.names = (found.row[3] || "").split("~").filter(Boolean);
        found.row = null;
      }
      return found;
    },
    postingShard(lemma) { return "p" + Math.floor(lemma / this.about.places); },

    // By the number of a document: its type, its card, its facets.
    typeOf(document) { return this.about.types[this.kinds()[document]]; },
    // Place of its type, by the number of a document.
    kinds() {
      if (!this.ofType) {
        this.ofType = new Uint8Array(this.about.documents);
        this.about.types.forEach((type, place) => { this.ofType.fill(place, type[1], type[1] + type[2]); });
      }
      return this.ofType;
    },
    cardShard(document) {
      const type = this.typeOf(document);
      return "c" + (type[4] + Math.floor((document - type[1]) / type[3]));
    },
    card(document) {
      const type = this.typeOf(document);
      return (this.parsed[this.cardShard(document)] || [])[(document - type[1]) % type[3]];
    },

    // Place of each type's documents in the columns of its shard of facets.
    facetPlaces() {
      const sizes = {};
      return this.about.types.map(type => {
        const start = sizes[type[5]] || 0;
        sizes[type[5]] = start + type[2];
        return start - type[1];
      });
    }
  };

  function unsigned(step) {
    return step & 1 ? -(step + 1) / 2 : step / 2;
  }

  // Where each begins, of so many one after the other.
  function starts(counts) {
    let next = 0;
    return counts.map(count => (next += count) - count);
  }

  // How many of the rising numbers or words are not above the value.
  function above(sorted, value) {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index(manifest); above(sorted, value) → how many are not above the value; KEY: letters by which words are put into shards. */
  window.smartekaSearch.index = { Index, above, KEY };
})();
