// What somebody means by what they typed, as generator/search/query.py reads it.
//
// A word: {token, typed, reading: EXACT … UNKNOWN, alternatives: [{lemmas: all of them, weight}], light: need not be there,
// form: the word it is taken for, retyped: what was typed in the other layout}. A phrase names one thing by several words:
// {start, end: places of the words, alternatives}.
(function () {
  "use strict";

  const EXACT = 0, PREFIX = 1, TYPO = 2, UNKNOWN = 3; // as Reading of generator/search/query.py
  const PREFIX_LEMMAS = 16, KIN_LEMMAS = 8, NEAREST = 5; // what a guess may cost has bounds
  const { tokenise, otherLayout } = window.smartekaSearch.words;
  const { KEY } = window.smartekaSearch.index;
  const { commonest, MISSING } = window.smartekaSearch.vocabulary;

  // → {words, phrases, suggestion: how the query should have been typed, or null}
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
      words, phrases: withNames(words, vocabulary.index),
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
            if (!spans.has(place + "-" + end)) spans.set(place + "-" + end, { start: place, end, alternatives: [] });
            add(spans.get(place + "-" + end).alternatives, { lemmas: [name.mark], weight: weight * (end - place) });
          } else if (whole) {
            add(words[place].alternatives, { lemmas: [name.mark], weight });
          } else if (!name.rest.length) {
            for (const each of compounds[place]) {
              if (each.lemmas.length < 2) continue;
              const lemmas = each.lemmas.slice();
              lemmas[piece] = name.mark;
              add(words[place].alternatives, { lemmas, weight: each.weight * weight });
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
    return { reading: worst, words, text, retyped: false };
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
      return [{ reading: EXACT, token: each, alternatives: alternatives.concat(more), light }];
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
      found.alternatives = lemmas.map(lemma => ({ lemmas: [lemma], weight }));
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
          if (Math.abs(form.length - typed.length) > typed.length / 3) return; // at least as many edits
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

  window.smartekaSearch.query = { understand, nearest, TYPO };
})();
