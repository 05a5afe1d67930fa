// Words of a text, as generator/analysis/language.py finds them. First part of the search engine (search.js).
//
// A token: {word: normalised, start, end: places in the text in UTF-16 units, parts: tokens of a compound, else []}.
(function () {
  "use strict";

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
    for (let match; (match = pattern.exec(text));) found.push(match);
    return found;
  }
  function token(word, start, length, parts) {
    return { word, start, end: start + length, parts: parts || [] };
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

  // Letters that people take for one another: neighbours on the keyboard, and those that sound alike.
  const NEIGHBOURS = new Set();
  for (const rows of [["йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"], ["qwertyuiop", "asdfghjkl", "zxcvbnm"]]) {
    const keys = rows.flatMap((row, at) => Array.from(row, (key, place) => ({ key, at, x: place + [0, 0.25, 0.75][at] })));
    for (const one of keys) {
      for (const other of keys) {
        if (one !== other && Math.abs(one.x - other.x) <= 1 && Math.abs(one.at - other.at) <= 1) NEIGHBOURS.add(one.key + other.key);
      }
    }
  }
  const ALIKE = new Set(NEIGHBOURS);
  for (const pair of "ао ие ея ео иы ую эе бп вф гк дт жш зс щш щч цс хг ьъ йи ae ai ao ei eo iy ou sz cs ck kq vw bp dt".split(" ")) {
    ALIKE.add(pair).add(pair[1] + pair[0]);
  }

  // One letter missing, too many or taken for another, or two neighbours that have changed places.
  function isSlip(one, other) {
    const longer = one.length >= other.length ? one : other, shorter = longer === one ? other : one;
    let i = 0;
    while (i < shorter.length && shorter[i] === longer[i]) i++;
    if (longer.length - shorter.length > 1) return false;
    if (longer.length > shorter.length) return longer.slice(i + 1) === shorter.slice(i);
    if (longer.slice(i + 1) === shorter.slice(i + 1)) {
      return i === longer.length || (i ? ALIKE : NEIGHBOURS).has(longer[i] + shorter[i]); // a sound-alike begins no word
    }
    return longer[i] === shorter[i + 1] && longer[i + 1] === shorter[i] && longer.slice(i + 2) === shorter.slice(i + 2);
  }

  /**
   * tokenise(text) → tokens in reading order; pieces(text, start) → the plain words of a text that stands at `start`;
   * normalise(word) → lower case, one alphabet, ё as е; otherLayout(text) → as if typed on the other keyboard layout;
   * inCyrillic(word) → a name in Latin letters as it sounds, else the word; isSlip(one, other) → whether a slip of a key parts them.
   */
  window.smartekaSearch = {
    words: { tokenise, pieces, normalise, otherLayout, isSlip, inCyrillic }
  };
})();
