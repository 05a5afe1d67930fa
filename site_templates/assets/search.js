// Search without a server: reads the shards that generator/search/static_index.py writes, by need.
// They are classic scripts, so that it works by double click (file://), too. Knows no page: see catalogue.js.
(function () {
  "use strict";

  const FORMAT = 5;
  const EXACT = 0, PREFIX = 1, TYPO = 2, UNKNOWN = 3; // as Reading of generator/search/query.py
  const READINGS = ["exact", "prefix", "typo", "unknown"];
  const PREFIX_LEMMAS = 16, KIN_LEMMAS = 8, NEAR_FORMS = 8, NEAREST = 5; // what a guess may cost has bounds
  const LAST = 64, KEY = 3, FOLDER = 10; // as in static_coding.py, static_lexemes.py and static_shards.py

  const script = document.currentScript;
  const base = new URL((script.dataset && script.dataset.index) || "../search/", script.src).href;

  // --- Shards -----------------------------------------------------------------------------------

  const waiting = new Map(); // address of a shard → what to do with its contents
  window.smartekaShard = (kind, ...contents) => {
    const done = waiting.get(document.currentScript.src);
    if (done) done(contents);
  };

  // What a shard holds. Under file:// it can be had as a script only; a server sends it sooner as a text.
  const contentsOf = location.protocol === "file:" ? fromScript : fromText;

  function fromText(address) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest(), fail = () => failed(new Error("smarteka: " + address));
      request.open("GET", address);
      request.onload = () => {
        const text = request.responseText;
        if (request.status !== 200) return fail();
        done(JSON.parse("[" + text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")) + "]"));
      };
      request.onerror = fail;
      request.send();
    });
  }

  function fromScript(address) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      const finish = () => {
        element.remove();
        waiting.delete(address);
        failed(new Error("smarteka: " + address)); // says nothing once the contents have come
      };
      waiting.set(address, done);
      element.charset = "utf-8";
      element.onload = element.onerror = finish;
      element.src = address;
      document.head.appendChild(element);
    });
  }

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
    p(index, contents) { return contents[0].map(row => ({ row: row })); },
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
        stems.get(stem).push({ whole: list === 0, endings: endings[list], lemmas: lemmas });
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
      return { stems: stems, seen: seen, completions: completions };
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
          found.push({ head: heads.slice(from - KEY - 1, from - 1), level: this.codes[heads.charCodeAt(from - 1)], lemma: lemma });
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

  // --- Words: as generator/analysis/language.py ---------------------------------------------------

  const ALNUM = "\\p{L}\\p{N}", MARKS = "\\u0300-\\u036f\\u00ad\\u200b-\\u200d";
  const WORD = "[" + ALNUM + "][" + ALNUM + MARKS + "]*";
  const TOKEN = new RegExp(
    "((?:\\p{L}\\.){2,}(?:\\p{L}(?![" + ALNUM + "]))?)" + // З.О.Н.Т.
    "|(\\p{Nd}{1,3}(?:[ \\u00a0\\u2009\\u202f]\\p{Nd}{3})+(?![" + ALNUM + "]))" + // 3 461
    "|(\\p{Nd}+(?:[.,]\\p{Nd}+)+(?![" + ALNUM + "]))" + // 12,7 or 15.11.2021
    "|(\\p{Nd}+\\+)" + // 50+
    "|(" + WORD + "(?:[-\\u2010\\u2011]" + WORD + ")*)", "gu");
  const PIECE = new RegExp(WORD, "gu"), NOT_ALNUM = new RegExp("[^" + ALNUM + "]", "gu");
  const LATIN_LOOK = "AaBCcEeHKMOoPpTXxy", CYRILLIC_LOOK = "АаВСсЕеНКМОоРрТХху";
  const LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.~{}:\"<>";
  const CYRILLIC_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбюёхъжэбю";

  function translate(text, from, to) {
    return text.replace(/[^]/g, c => from.indexOf(c) < 0 ? c : to[from.indexOf(c)]);
  }

  function oneAlphabet(word) {
    const latin = word.match(/[A-Za-z]/g), cyrillic = word.match(/[\u0400-\u04ff]/g);
    const within = (letters, all) => letters.every(c => all.indexOf(c) >= 0);
    if (!latin || !cyrillic) return word;
    if (within(latin, LATIN_LOOK)) return translate(word, LATIN_LOOK, CYRILLIC_LOOK);
    return within(cyrillic, CYRILLIC_LOOK) ? translate(word, CYRILLIC_LOOK, LATIN_LOOK) : word;
  }

  function normalise(word) {
    if (/^[а-яё]+$/i.test(word)) return word.toLowerCase().replace(/ё/g, "е");
    const text = oneAlphabet(word.normalize("NFKC")).toLowerCase().normalize("NFKC");
    return translate(text, "ёѐѝ", "ееи").replace(NOT_ALNUM, "");
  }

  function pieces(text, start) {
    const found = [];
    for (const match of matches(PIECE, text)) {
      const word = normalise(match[0]);
      if (word) found.push(token(word, start + match.index, match[0].length));
    }
    return found;
  }
  function matches(pattern, text) {
    const found = [];
    pattern.lastIndex = 0;
    for (let match; (match = pattern.exec(text));) found.push(match);
    return found;
  }
  function token(word, start, length, parts) {
    return { word: word, start: start, end: start + length, parts: parts || [] };
  }
  function joined(parts, by) {
    return parts.map(part => part.word).join(by);
  }

  function tokenise(text) {
    const found = [];
    for (const match of matches(TOKEN, text)) {
      const raw = match[0], start = match.index, word = normalise(raw);
      if (match[4]) {
        found.push(token(word + "+", start, raw.length, [token(word, start, raw.length - 1)]));
      } else if (match[3]) {
        const parts = pieces(raw, start);
        found.push(token(joined(parts, "."), start, raw.length, parts.length > 2 ? parts : []));
      } else if (match[5] && /[-\u2010\u2011]/.test(raw)) {
        const parts = pieces(raw, start);
        if (parts.every(part => /^\p{N}+$/u.test(part.word))) found.push.apply(found, parts);
        else found.push(token(joined(parts, ""), start, raw.length, parts));
      } else if (word) {
        found.push(token(word, start, raw.length));
      }
    }
    return found;
  }

  // As names are written in Latin letters; longer spellings first.
  const SPELLED = [
    ["shch", "щ"], ["sch", "щ"], ["zh", "ж"], ["kh", "х"], ["ts", "ц"], ["ch", "ч"], ["sh", "ш"], ["yu", "ю"],
    ["ya", "я"], ["yo", "е"], ["ye", "е"], ["ck", "к"], ["ph", "ф"], ["oo", "у"], ["ee", "и"], ["x", "кс"]
  ].concat(Array.from("abvgdezijklmnoprstufhcyqw", (latin, i) => [latin, "абвгдезийклмнопрстуфхкикв"[i]]));
  function inCyrillic(word) {
    if (!/^[a-z]+$/.test(word)) return word;
    const spelled = SPELLED.reduce((text, pair) => text.split(pair[0]).join(pair[1]), word);
    return spelled.length > 2 ? spelled : word;
  }

  function otherLayout(text) {
    const lowered = text.toLowerCase();
    if (/[а-яё]/.test(lowered)) return translate(lowered, CYRILLIC_KEYS.slice(0, 33), LATIN_KEYS);
    return translate(lowered, LATIN_KEYS, CYRILLIC_KEYS);
  }

  // One letter wrong, missing, too many, or two neighbours that have changed places.
  function isSlip(one, other) {
    const longer = one.length >= other.length ? one : other, shorter = longer === one ? other : one;
    let i = 0;
    while (i < shorter.length && shorter[i] === longer[i]) i++;
    if (longer.length - shorter.length > 1) return false;
    if (longer.length > shorter.length) return longer.slice(i + 1) === shorter.slice(i);
    if (longer.slice(i + 1) === shorter.slice(i + 1)) return true;
    return longer[i] === shorter[i + 1] && longer[i + 1] === shorter[i] && longer.slice(i + 2) === shorter.slice(i + 2);
  }

  // --- Vocabulary: what the documents know of a word; asks for the shards it lacks ----------------

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

  // --- The query: as generator/search/query.py ----------------------------------------------------

  function understand(query, vocabulary) {
    const stop = vocabulary.index.stop;
    const chunks = query.split(/\s+/).filter(Boolean), finished = /[ \u00a0]$/.test(query), read = [];
    // All words at once, so that their shards are loaded together.
    const typed = tokenise(query).reduce((all, each) => all.concat(each, each.parts), []);
    const asked = typed.filter(each => !stop.has(each.word)).map(each => vocabulary.shardOf(each.word));
    vocabulary.shards(Array.from(new Set(asked)));
    let lacking = false;
    chunks.forEach((chunk, number) => {
      try {
        read.push(readStretch(chunk, number === chunks.length - 1 && !finished, read[number - 1], vocabulary));
      } catch (fault) {
        if (fault !== MISSING) throw fault;
        lacking = true; // what the other words lack is asked for together with it
        read.push({ words: [], text: "", retyped: false });
      }
    });
    if (lacking) throw MISSING;
    const words = [], keys = new Set();
    for (const part of read) {
      for (const word of part.words) {
        const key = JSON.stringify([word.alternatives, word.light]);
        if (!keys.has(key)) words.push(word);
        keys.add(key);
      }
    }
    if (words.every(word => word.light)) for (const word of words) word.light = false;
    const text = read.map(part => part.text).join(" ");
    return {
      words: words, phrases: withNames(words, vocabulary.index),
      suggestion: text.toLowerCase() === chunks.join(" ").toLowerCase() ? null : text
    };
  }

  // A stretch of the query without spaces in the layout in which it means more. Guesses cost shards: none is
  // made that could not win.
  function readStretch(chunk, unfinished, before, vocabulary) {
    let best = readChunk(chunk, unfinished, PREFIX, vocabulary);
    if (best.reading === EXACT) return best;
    const other = otherLayout(chunk), tokens = tokenise(other), russian = /[а-яё]/i.test(chunk);
    let retyped;
    try {
      retyped = readChunk(other, unfinished, PREFIX, vocabulary);
    } catch (fault) {
      // Russian letters are seldom meant as keys of Latin ones: what a guess of theirs lacks is loaded meanwhile.
      if (fault === MISSING && russian) readChunk(chunk, unfinished, UNKNOWN, vocabulary);
      throw fault;
    }
    if (retyped.reading !== EXACT || !retyped.words.length) {
      best = readChunk(chunk, unfinished, UNKNOWN, vocabulary);
      retyped = readChunk(other, unfinished, russian ? Math.min(best.reading, TYPO) : best.reading, vocabulary);
    }
    const small = tokens.length && tokens.every(each => vocabulary.index.stop.has(each.word)) &&
      before && before.retyped; // «d» in «cghfdrf d irjke»
    if (small || (retyped.words.length && retyped.reading < best.reading)) {
      best = retyped;
      best.retyped = true;
      for (const word of best.words) word.retyped = chunk;
    }
    return best;
  }

  // Adds to the words other names of what each of them names; returns what several name together.
  function withNames(words, index) {
    const rules = index.rules, pieces = [], spans = new Map();
    const parts = words.map(word => partsOf(word, rules)), compounds = words.map(word => word.alternatives.slice());
    parts.forEach((all, place) => { all.forEach((meant, piece) => { pieces.push([place, piece, meant]); }); });
    const add = (alternatives, more) => {
      if (!alternatives.some(each => JSON.stringify(each) === JSON.stringify(more))) alternatives.push(more);
    };
    pieces.forEach((from, at) => {
      const place = from[0], piece = from[1];
      for (const first of from[2]) {
        for (const name of index.named.get(first) || []) {
          const following = pieces.slice(at + 1, at + 1 + name.rest.length);
          if (following.length < name.rest.length ||
            !following.every((each, i) => each[2].indexOf(name.rest[i]) >= 0)) continue;
          const last = following.length ? following[following.length - 1] : from;
          const whole = piece === 0 && last[1] === parts[last[0]].length - 1;
          const weight = name.related ? rules.related : rules.synonym, end = last[0] + 1;
          if (whole && place + 1 < end) {
            if (!spans.has(place + "-" + end)) spans.set(place + "-" + end, { start: place, end: end, alternatives: [] });
            add(spans.get(place + "-" + end).alternatives, { lemmas: [name.mark], weight: weight * (end - place) });
          } else if (whole) {
            add(words[place].alternatives, { lemmas: [name.mark], weight: weight });
          } else if (!name.rest.length) {
            for (const each of compounds[place]) {
              if (each.lemmas.length < 2) continue;
              const lemmas = each.lemmas.slice();
              lemmas[piece] = name.mark;
              add(words[place].alternatives, { lemmas: lemmas, weight: each.weight * weight });
            }
          }
        }
      }
    });
    const phrases = [];
    for (const span of Array.from(spans.values()).sort((a, b) => a.start - a.end - b.start + b.end || a.start - b.start)) {
      if (!phrases.some(each => span.start < each.end && each.start < span.end)) phrases.push(span);
    }
    return phrases;
  }

  // Lemmas that each part of a word may mean.
  function partsOf(word, rules) {
    const compound = word.alternatives.filter(each => each.lemmas.length > 1)[0];
    if (compound) return compound.lemmas.map(lemma => [lemma]);
    return [word.alternatives.filter(each => each.weight >= rules.guess).map(each => each.lemmas[0])];
  }

  // A stretch of the query without spaces; `text` is how it should be typed. Guesses only below `limit`.
  function readChunk(chunk, unfinished, limit, vocabulary) {
    const tokens = tokenise(chunk), stop = vocabulary.index.stop;
    let worst = EXACT, words = [], text = chunk;
    for (let i = tokens.length - 1; i >= 0; i--) { // from the end, so that places in `text` stay right
      if (stop.has(tokens[i].word)) continue;
      for (const found of readToken(tokens[i], unfinished && i === tokens.length - 1, limit, vocabulary)) {
        worst = Math.max(worst, found.reading);
        words.unshift(found);
        found.typed = chunk.slice(found.token.start, found.token.end);
        if (found.form) text = text.slice(0, found.token.start) + found.form + text.slice(found.token.end);
      }
    }
    return { reading: worst, words: words, text: text, retyped: false };
  }

  // A compound is found by its whole or by all its parts; unknown as a whole, part by part.
  function readToken(each, unfinished, limit, vocabulary) {
    const stop = vocabulary.index.stop;
    const alternatives = vocabulary.knownLemmas(each.word).map(lemma => ({ lemmas: [lemma], weight: 1 }));
    const simple = each.parts.filter(part => !stop.has(part.word));
    const parts = simple.map(part => vocabulary.knownLemmas(part.word)[0]);
    const known = parts.length && parts.every(lemma => lemma !== undefined);
    if (known && (each.parts.length > 1 || !alternatives.length)) {
      alternatives.push({ lemmas: parts, weight: vocabulary.index.rules.parts });
    }
    if (alternatives.length) {
      const more = kin(each.word, alternatives, unfinished, vocabulary);
      const light = alternatives.every(alternative => vocabulary.index.light.has(alternative.lemmas[0]));
      return [{ reading: EXACT, token: each, alternatives: alternatives.concat(more), light: light }];
    }
    if (each.parts.length > 1) {
      const read = simple.reverse().map((part, i) => readToken(part, unfinished && i === 0, limit, vocabulary));
      return read.reduce((all, found) => all.concat(found), []);
    }
    return [guess(each, unfinished, limit, vocabulary)];
  }

  // Words of the same root, and what the word may yet become: both count little.
  function kin(word, known, unfinished, vocabulary) {
    const rules = vocabulary.index.rules, own = known.reduce((all, each) => all.concat(each.lemmas), []);
    let found = own.reduce((all, lemma) => all.concat(vocabulary.index.kin.get(lemma) || []), []);
    if (unfinished && word.length >= rules.typoLength - 1 && /^\p{L}+$/u.test(word)) {
      found = found.concat(vocabulary.lemmasOf(vocabulary.startingWith(word), KIN_LEMMAS));
    }
    return Array.from(new Set(found)).filter(lemma => own.indexOf(lemma) < 0)
      .map(lemma => ({ lemmas: [lemma], weight: rules.kin }));
  }

  // What an unknown word may be: the beginning of a known one, or a known one mistyped.
  function guess(each, unfinished, limit, vocabulary) {
    const found = { reading: UNKNOWN, token: each, alternatives: [], light: false }, rules = vocabulary.index.rules;
    const meant = lemmas => {
      const weight = limit > PREFIX && unfinished && each.word.length < KEY ? rules.begun : rules.guess;
      found.alternatives = lemmas.map(lemma => ({ lemmas: [lemma], weight: weight }));
    };
    if (limit > PREFIX && unfinished && each.word.length > 1) {
      meant(vocabulary.lemmasOf(vocabulary.startingWith(each.word), PREFIX_LEMMAS));
      if (found.alternatives.length) found.reading = PREFIX;
    }
    if (limit > TYPO && found.reading === UNKNOWN && each.word.length >= rules.typoLength) {
      const forms = vocabulary.near(each.word);
      meant(vocabulary.lemmasOf(forms, rules.typoLemmas));
      if (found.alternatives.length) {
        found.reading = TYPO;
        found.form = forms.filter(form => vocabulary.firstOf(form) === found.alternatives[0].lemmas[0])[0];
      }
    }
    return found;
  }

  // Words of the documents that are spelled most like the unknown ones.
  function nearest(words, vocabulary) {
    const found = [];
    for (const word of words) {
      const typed = word.token.word;
      if (word.alternatives.length || typed.length < KEY) continue;
      for (const shard of vocabulary.shards([vocabulary.shardOf(typed)])) {
        shard.seen.forEach((level, form) => {
          const distance = edits(typed, form);
          if (distance <= typed.length / 3) found.push([form, level - 100 * distance]);
        });
      }
    }
    return commonest(found).slice(0, NEAREST);
  }

  function edits(one, other) {
    let row = Array.from({ length: other.length + 1 }, (_, i) => i);
    for (let i = 1; i <= one.length; i++) {
      const next = [i];
      for (let j = 1; j <= other.length; j++) {
        next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
      }
      row = next;
    }
    return row[other.length];
  }

  // --- Ranking: as generator/search/ranking.py ----------------------------------------------------

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
      let sum = 0, missing = 0, any = false, coverage = 0, phrased = null;
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
        if (scores[i][document] || (phrased && phrased[i])) {
          any = true;
          coverage += shares[i];
        } else if (!words[i].light) {
          missing++;
        }
      }
      if (!any) continue;
      coverage /= total;
      if (!missing) complete.push(document);
      else if (coverage >= index.rules.coverage) incomplete.push(document);
      else continue;
      sums[document] = missing ? sum * Math.pow(coverage, index.rules.lack) : sum;
    }
    return { complete: complete, incomplete: incomplete, sums: sums, scores: scores, named: named };
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

  // --- Facets -------------------------------------------------------------------------------------

  // What is chosen, and what a document has: by the order of the facets, the type last.
  function Narrowing(index, types, chosen) {
    this.index = index;
    this.names = index.about.facets.concat("type");
    this.wanted = index.about.facets.map(name => chosen[name] || []).concat([types])
      .map(values => values.length ? new Set(values.map(String)) : null);
    this.kinds = index.kinds();
  }

  Narrowing.prototype = {
    byFacets() { return this.wanted.slice(0, -1).some(Boolean); },
    // Shards that tell the facets of the documents, the types of which may be chosen already.
    shards(ranked) {
      const types = this.index.about.types, needed = new Set();
      for (const document of ranked.complete) needed.add(this.kinds[document]);
      for (const document of ranked.incomplete) needed.add(this.kinds[document]);
      const wanted = this.byFacets() ? null : this.wanted[this.names.length - 1];
      const found = Array.from(needed, place => types[place]).filter(type => !wanted || wanted.has(type[0]));
      return Array.from(new Set(found.map(type => "f" + type[5])));
    },
    // Columns of each type, once their shards are there, and which of their sets of values are wanted.
    read() {
      const about = this.index.about, starts = this.index.facetPlaces(), last = this.names.length - 1;
      this.types = about.types.map((type, place) => {
        const columns = this.index.parsed["f" + type[5]] || [];
        return {
          start: starts[place], columns: columns, wanted: !this.wanted[last] || this.wanted[last].has(type[0]),
          passes: columns.map((column, i) => {
            const wanted = this.wanted[i];
            return wanted && Uint8Array.from(column.sets, values => values.some(value => wanted.has(value)) ? 1 : 0);
          })
        };
      });
    },
    // Place of the only facet that a document fails; −1 if it fails none, −2 if several.
    fails(document) {
      const type = this.types[this.kinds[document]], last = this.names.length - 1;
      let found = type.wanted ? -1 : last;
      for (let i = 0; i < last; i++) {
        if (!this.wanted[i]) continue;
        const passes = type.passes[i];
        if (passes && passes[type.columns[i].of[document + type.start]]) continue;
        if (found >= 0) return -2;
        found = i;
      }
      return found;
    },
    // Documents that fit; incomplete answers stand among them where there are few others.
    list(ranked) {
      this.read();
      const any = this.wanted.some(Boolean), fits = document => !any || this.fails(document) === -1;
      const complete = ranked.complete.filter(fits);
      const rest = complete.length < this.index.rules.few ? ranked.incomplete.filter(fits) : [];
      return { complete: complete.length, documents: complete.concat(rest), partial: rest.length > 0 };
    },
    // How many documents would be listed for each value, were it chosen under the other facets.
    counts(ranked) {
      this.read();
      const few = this.index.rules.few, complete = this.count(ranked.complete), found = {};
      const incomplete = this.count(ranked.incomplete);
      this.names.forEach((name, i) => {
        found[name] = {};
        for (const value of new Set([...complete[i].keys(), ...incomplete[i].keys()])) {
          const sure = complete[i].get(value) || 0;
          found[name][value] = sure < few ? sure + (incomplete[i].get(value) || 0) : sure;
        }
      });
      return found;
    },
    // Sets of values are counted first, then the values of each set.
    count(documents) {
      const last = this.names.length - 1, about = this.index.about;
      const sets = this.types.map(type => type.columns.map(column => new Uint32Array(column.sets.length)));
      const types = new Uint32Array(about.types.length), counts = this.names.map(() => new Map());
      for (const document of documents) {
        const fails = this.fails(document), kind = this.kinds[document], type = this.types[kind];
        if (fails === -2) continue;
        if (fails === -1 || fails === last) types[kind]++;
        for (let i = 0; i < type.columns.length; i++) {
          if (fails === -1 || fails === i) sets[kind][i][type.columns[i].of[document + type.start]]++;
        }
      }
      const add = (i, value, count) => { if (count) counts[i].set(value, (counts[i].get(value) || 0) + count); };
      this.types.forEach((type, kind) => {
        add(last, about.types[kind][0], types[kind]);
        type.columns.forEach((column, i) => {
          column.sets.forEach((values, set) => { for (const value of values) add(i, value, sets[kind][i][set]); });
        });
      });
      return counts;
    },
    values(document) {
      const type = this.types[this.kinds[document]];
      return type.columns.map(column => column.sets[column.of[document + type.start]]);
    },
    facets(document) {
      const found = {};
      this.values(document).forEach((values, i) => { found[this.names[i]] = values; });
      return found;
    }
  };

  // --- What a result shows: as generator/search/snippet.py ----------------------------------------

  // What to look for in texts: forms of words → numbers of the words of the query, and names of things.
  function wanted(index, words, phrases) {
    const forms = new Map(), names = [];
    const add = (alternatives, numbers) => {
      for (const alternative of alternatives) {
        for (const lemma of alternative.lemmas) {
          const posting = index.posting(lemma);
          for (const form of posting.forms) {
            if (!forms.has(form)) forms.set(form, new Set());
            numbers.forEach(number => { forms.get(form).add(number); });
          }
          for (const name of posting.names) {
            const begins = content(index, pieces(name, 0)).map(part => part.word);
            if (begins.length) names.push({ begins: begins, name: name, numbers: numbers, mark: lemma });
          }
        }
      }
    };
    words.forEach((word, i) => { add(word.alternatives, [i]); });
    for (const phrase of phrases) {
      add(phrase.alternatives, Array.from({ length: phrase.end - phrase.start }, (_, i) => phrase.start + i));
    }
    const starts = new Set(names.map(name => bare(name.begins[0]).slice(0, KEY)));
    forms.forEach((_, form) => { starts.add(bare(form).slice(0, KEY + 1)); });
    starts.delete("");
    return { forms: forms, names: names, index: index, starts: starts.size ? new RegExp(Array.from(starts).join("|")) : null };
  }

  // Letters and digits alone: to see quickly that a text holds nothing of what is looked for.
  function bare(text) {
    return text.toLowerCase().replace(/ё/g, "е").replace(/[^a-zа-я\d]+/g, "");
  }
  const ODD = /[a-z][а-яё]|[а-яё][a-z]|[\u0300-\u036f\u200b-\u200d]/i; // spelled otherwise than they are read

  function content(index, tokens) {
    return tokens.filter(each => !index.stop.has(each.word));
  }

  // Whether a word may be a form of another: all but the last letters are alike.
  function maybeForm(word, other) {
    const kept = Math.max(other.length - 3, Math.min(other.length, 3));
    return word.length <= other.length + 3 && word.slice(0, kept) === other.slice(0, kept);
  }

  // A text, and where in it the words of the query stand, or other names of what they name.
  function searched(text, sought) {
    const places = [], flat = [];
    if (!sought.starts || !(sought.starts.test(bare(text)) || ODD.test(text))) return { text: text, places: places };
    for (const each of tokenise(text)) {
      let words = sought.forms.get(each.word);
      for (const part of each.parts) {
        const more = sought.forms.get(part.word);
        if (more) words = words ? new Set([...words, ...more]) : more;
      }
      if (words) places.push({ start: each.start, end: each.end, words: words, form: each.word });
      flat.push.apply(flat, each.parts.length > 1 ? each.parts : [each]);
    }
    const told = content(sought.index, flat);
    for (let at = 0; sought.names.length && at < told.length; at++) {
      for (const name of sought.names) {
        const there = told.slice(at, at + name.begins.length);
        if (there.length < name.begins.length || !there.every((each, i) => maybeForm(each.word, name.begins[i]))) continue;
        places.push({
          start: there[0].start, end: there[there.length - 1].end, words: new Set(name.numbers), form: "",
          name: name, as: text.slice(there[0].start, there[there.length - 1].end)
        });
      }
    }
    places.sort((a, b) => a.start - b.start || a.end - b.end);
    return { text: text, places: places };
  }

  // The stretch of the texts with most of the words; without any, how they begin.
  function snippet(texts, width) {
    let best = null, most = 0;
    for (const each of texts) {
      each.places.forEach((from, i) => {
        const there = new Set();
        let last = from.end;
        for (let j = i; j < each.places.length && each.places[j].end - from.start <= width; j++) {
          each.places[j].words.forEach(n => { there.add(n); });
          last = each.places[j].end;
        }
        if (there.size > most) {
          most = there.size;
          best = { text: each.text, places: each.places, start: from.start, end: last };
        }
      });
    }
    return cut(best || { text: texts.length ? texts[0].text : "", places: [], start: 0, end: 0 }, width);
  }

  function cut(chosen, width) {
    const text = chosen.text;
    let start = 0, end = text.length;
    if (text.length > width) {
      start = Math.max(0, chosen.start - Math.floor(Math.max(0, width - (chosen.end - chosen.start)) / 3));
      end = Math.min(text.length, start + width);
      start = Math.max(0, Math.min(start, end - width));
      if (start) {
        const space = text.indexOf(" ", start);
        start = space >= 0 && space <= chosen.start ? space + 1 : chosen.start;
      }
      if (end < text.length) {
        const space = text.lastIndexOf(" ", end);
        end = space > Math.max(start, chosen.end - 1) ? space : Math.max(end, chosen.end);
      }
    }
    const parts = [];
    let done = start;
    const add = (piece, hit) => { if (piece) parts.push({ text: piece, hit: hit }); };
    for (const place of chosen.places) {
      if (place.start < done || place.end > end) continue;
      add((parts.length || !start ? "" : "…") + text.slice(done, place.start), false);
      add(text.slice(place.start, place.end), true);
      done = place.end;
    }
    add((parts.length || !start ? "" : "…") + text.slice(done, end) + (end < text.length ? "…" : ""), false);
    return parts;
  }

  // Why a document was found by words that it does not show, in Russian; null if it is plain to see.
  function reason(context, found, card, texts) {
    const told = [], words = context.words, quoted = text => "«" + text + "»";
    const typed = word => word.retyped || word.typed;
    const within = (places, number) => places.filter(place => place.words.has(number));
    const here = texts.reduce((all, each) => all.concat(each.places), []);
    const names = (card[7][0] === "|" ? card[3] + card[7] : card[7]).split("|").map(name => searched(name, context.sought));
    const there = names.reduce((all, each) => all.concat(each.places), []);
    const spelled = number => within(here, number).some(place => !place.name);
    const same = (number, text) => {
      const places = within(here, number).concat(within(there, number)).filter(place => place.name);
      const place = places.filter(each => normalise(each.as) !== normalise(text))[0];
      if (!place) return "";
      const near = context.near.has(place.name.mark);
      return quoted(text) + (near ? " – близко к «" : " – то же, что «") + place.name.name + "»";
    };
    const explained = new Set();
    context.phrases.forEach((phrase, i) => {
      const numbers = words.map((_, number) => number).slice(phrase.start, phrase.end);
      if (!context.ranked.named[i][context.document] || numbers.every(spelled)) return;
      const text = same(phrase.start, words.slice(phrase.start, phrase.end).map(typed).join(" "));
      if (!text) return;
      told.push(text);
      numbers.forEach(number => { explained.add(number); });
    });
    words.forEach((word, number) => {
      if (!found[number] || explained.has(number)) return;
      if (word.retyped) told.push(quoted(typed(word)) + " в другой раскладке – " + quoted(word.typed));
      if (word.reading === TYPO) {
        told.push(quoted(word.form) + " вместо " + quoted(typed(word)));
      } else if (spelled(number)) {
        const begins = word.token.word.slice(0, KEY), places = within(here, number).filter(place => !place.name);
        const plain = places.some(place => place.form.indexOf(begins) >= 0);
        if (!plain) told.push(quoted(places[0].form) + " – форма слова " + quoted(typed(word)));
      } else {
        const name = names.filter(each => within(each.places, number).some(place => !place.name))[0];
        const text = name ? "по рубрике или названию " + quoted(name.text) : same(number, typed(word));
        if (text) told.push(text);
      }
    });
    return told.length ? told.join("; ") : null;
  }

  function hit(index, document, context) {
    const card = index.card(document), ranked = context.ranked, words = context.words;
    if (!card) return null;
    const phrased = number => context.phrases.some((phrase, i) => {
      return phrase.start <= number && number < phrase.end && ranked.named[i][document];
    });
    const found = words.map((word, number) => ranked.scores.length && (ranked.scores[number][document] || phrased(number)));
    const shown = [card[8], card[9], card[10]].concat(card[11].split("\n"));
    const texts = [card[1]].concat(words.length ? shown : [card[9]].concat(shown)).filter(Boolean)
      .map(text => searched(text, context.sought));
    return {
      type: index.typeOf(document)[0], id: card[0], url: card[2].replace("/~/", "/" + card[0] + "/"), title: card[1],
      score: Math.round(ranked.sums[document] * 1e4) / 1e4,
      titleParts: cut({ text: card[1], places: texts[0].places, start: 0, end: 0 }, Infinity),
      snippetParts: snippet(texts.slice(1), index.rules.width),
      why: reason(Object.assign({ document: document }, context), found, card, texts),
      missing: words.filter((word, i) => !found[i] && !word.light).map(word => word.typed),
      facets: context.narrowing.facets(document),
      regions: card[3] ? card[3].split("|") : [], stage: card[4], effect: card[5], date: card[6], summary: card[9],
      row: card[12] || []
    };
  }

  // --- The whole way ------------------------------------------------------------------------------

  // The best of each type, so that one does not hide the others.
  function fewOfEach(index, documents, most, keys) {
    const byType = index.about.types.map(() => []), kinds = index.kinds();
    for (const document of documents) byType[kinds[document]].push(document);
    return byType.reduce((all, each) => all.concat(first(each, most, keys)), []);
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
    const shown = first(from, offset + (options.limit || 10), keys).slice(offset);
    // Facets and texts are on their way while the rest is worked out.
    const counting = awaited(load(facets).then(() => {
      const facetCounts = options.counts === false ? null : narrowing.counts(ranked);
      if (options.counted) options.counted({ total: found.length, facetCounts: facetCounts });
      return facetCounts;
    }));
    const texts = new Map(shown.map(document => [document, awaited(load([index.cardShard(document)]))]));
    const context = {
      words: words, phrases: phrases, ranked: ranked, narrowing: narrowing, sought: wanted(index, words, phrases),
      near: near(index, words.concat(phrases))
    };
    const hits = documents => Promise.all(documents.map(async document => {
      await Promise.all([counting, texts.get(document)]);
      return hit(index, document, context);
    })).then(all => all.filter(Boolean));
    const whole = async (hits, neighbours) => ({
      query: query,
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
      facetCounts: await counting, hits: hits, broken: !vocabulary.whole
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

  // `wanted` tells whether the answer still is: else nothing more is loaded for it, and it is null.
  // `counted` gets the total and the counts of facets when they are known, which is before the hits are;
  // `begun` the answer with the first hits, as many as `atOnce` says, for which the others wait.
  async function search(query, options) {
    if (options && options.ready) return readyAnswer(String(query), options);
    const answered = index => answer(index, String(query), options || {}).catch(fault => {
      if (fault !== MISSING) throw fault;
      return null;
    });
    const index = await open(false), found = await answered(index);
    if (!found || !found.broken || location.protocol === "file:") return found;
    // The site may have been built anew since the page was opened: then the shards have moved.
    const fresh = await open(true).catch(() => index);
    return JSON.stringify(fresh.about) === JSON.stringify(index.about) ? found : answered(fresh);
  }

  window.smartekaSearch = {
    search: search,
    // Opens the index; with options of a search, loads what it needs whatever is asked.
    ready(options) {
      return open(false).then(index => !options || index.load(facetShards(index, options).concat(orderShards(index, options.sort))));
    },
    internals: { tokenise: tokenise, normalise: normalise, otherLayout: otherLayout, isSlip: isSlip, inCyrillic: inCyrillic }
  };
})();
