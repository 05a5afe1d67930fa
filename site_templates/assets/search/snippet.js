// What a result shows: a stretch of its texts with the words marked, and why it was found. As generator/search/snippet.py.
(function () {
  "use strict";

  const { tokenise, normalise, pieces } = window.smartekaSearch.words;
  const { KEY } = window.smartekaSearch.index;
  const { TYPO } = window.smartekaSearch.query;
  const PHRASE = "?"; // before a keyword that is one of the phrases by which people look for the thing

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
            if (begins.length) names.push({ begins, name, numbers, mark: lemma });
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
    return { forms, names, index, starts: starts.size ? new RegExp(Array.from(starts).join("|")) : null };
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
    if (!sought.starts || !(sought.starts.test(bare(text)) || ODD.test(text))) return { text, places };
    for (const each of tokenise(text)) {
      let words = sought.forms.get(each.word);
      for (const part of each.parts) {
        const more = sought.forms.get(part.word);
        if (more) words = words ? new Set([...words, ...more]) : more;
      }
      if (words) places.push({ start: each.start, end: each.end, words, form: each.word });
      flat.push.apply(flat, each.parts.length > 1 ? each.parts : [each]);
    }
    const told = content(sought.index, flat);
    for (let at = 0; sought.names.length && at < told.length; at++) {
      for (const name of sought.names) {
        const there = told.slice(at, at + name.begins.length);
        if (there.length < name.begins.length || !there.every((each, i) => maybeForm(each.word, name.begins[i]))) continue;
        places.push({
          start: there[0].start, end: there[there.length - 1].end, words: new Set(name.numbers), form: "",
          name, as: text.slice(there[0].start, there[there.length - 1].end)
        });
      }
    }
    places.sort((a, b) => a.start - b.start || a.end - b.end);
    return { text, places };
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
    const add = (piece, hit) => { if (piece) parts.push({ text: piece, hit }); };
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
    const isPhrase = name => name.text[0] === PHRASE;
    const holds = name => words.filter((_, number) => within(name.places, number).some(place => !place.name)).length; // as it was typed
    const phrase = names.filter(isPhrase).sort((one, other) => holds(other) - holds(one))[0]; // one of them says enough
    const named = name => {
      return isPhrase(name) ? "ищут и так: " + quoted(phrase.text.slice(1)) : "по рубрике или названию " + quoted(name.text);
    };
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
        const shown = within(here, number).length > 0; // a word that means the same, which tells more than a phrase nobody sees
        const text = name && !(shown && isPhrase(name)) ? named(name) : same(number, typed(word));
        if (text && told.indexOf(text) < 0) told.push(text);
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
      snippetParts: snippet(texts.slice(1), index.rules.width),
      why: context.sure ? reason(Object.assign({ document }, context), found, card, texts) : null,
      missing: context.sure ? words.filter((word, i) => !found[i] && !word.light).map(word => word.form || word.typed) : [],
      facets: context.narrowing.facets(document),
      regions: card[3] ? card[3].split("|") : [], stage: card[4], effect: card[5], date: card[6], summary: card[9],
      row: card[12] || []
    };
  }

  /**
   * wanted(index, words, phrases) → what to look for in texts; hit(index, document, context) → what a result shows, null where its
   * shard did not come: {type, id, url, title, score, snippetParts: [{text, hit}], why: in Russian or null, missing: words
   * as they were read, facets: name → values, regions: titles, stage, effect, date, summary, row: generator/rendering/result_rows.py}.
   */
  window.smartekaSearch.snippet = { wanted, hit };
})();
