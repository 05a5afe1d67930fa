// Russian typography of texts that scripts draw, as generator/wording/typography.py and the shell do it for pages:
// no-break spaces, en dashes, ends of ranges kept on the line of their beginnings. tests/typography holds both sides equal.
(function () {
  "use strict";

  var NBSP = "\u00a0";
  var SHORT = "№ § в во на со с к ко о об обо и а у из от до по за не но ни для при без под над или что как".split(" ");
  var UNITS = ("% ₽ млн млрд тыс руб дн день дня дней год лет мес недел час мин чел январ феврал март апрел май мая июн июл " +
    "август сентябр октябр ноябр декабр человек км кг шт").split(" ");
  // Words that a number after them belongs to: «приложение 1», «июня 2022». A long one is known by its end.
  var NUMBERED = ("проблема проблемы проблеме проблемой проблему пункт пункта пункте пункту пунктом статья статьи статье статью " +
    "часть части глава главы главе главу раздел раздела разделе приложение приложения приложении таблица таблицы таблице форма " +
    "формы форме этап этапа решение решения шаг шага ст. п. пп. ч. гл. стр. табл. март марта марте август августа августе май мая " +
    "мае").split(" ");
  "январ феврал апрел июн июл сентябр октябр ноябр декабр".split(" ").forEach(function (month) {
    NUMBERED.push(month + "ь", month + "я", month + "е");
  });
  var THOUSANDS = ["тыс.", "млн", "млрд"];
  var DIGIT = /^\p{Nd}$/u, IN_WORD = /^[\p{L}\p{N}_-]$/u;

  // Whether a short word ends before the place: 2 where it stands between spaces, 1 after another sign, 0 if none does.
  function short(text, place) {
    for (var length = 1; length <= 3 && length <= place; length += 1) {
      var word = text.slice(place - length, place), lower = word.toLowerCase(), before = text.charAt(place - length - 1);
      if (SHORT.indexOf(lower) < 0) continue;
      var usual = word === lower || word === word.toUpperCase() || word === word.charAt(0).toUpperCase() + lower.slice(1);
      if (usual && (before === " " || length === place)) return 2;
      if (before && before !== " " && !IN_WORD.test(before)) return 1;
    }
    return 0;
  }
  function beforeUnit(text, place) { // «12 тыс.», «3 461»
    if (!DIGIT.test(text.charAt(place - 1))) return false;
    var rest = text.slice(place + 1, place + 13);
    return /^\p{Nd}{3}(?!\p{Nd})/u.test(rest) || UNITS.some(function (unit) { return rest.indexOf(unit) === 0; });
  }
  function endsWith(text, place, word) { return text.slice(Math.max(0, place - word.length), place) === word; }
  function numbered(text, place) { // «пункт 3», «глава IV»
    if (!/^[\p{Nd}IVX]$/u.test(text.charAt(place + 1))) return false;
    return NUMBERED.some(function (word) {
      if (word.length > 4) return endsWith(text, place, word.slice(1));
      if (!endsWith(text, place, word) && !endsWith(text, place, word.charAt(0).toUpperCase() + word.slice(1))) return false;
      return word.length > 3 || !IN_WORD.test(text.charAt(place - word.length - 1));
    });
  }
  function thousands(text, place) { // «9 тыс. человек»
    var next = text.charAt(place + 1);
    return next !== "-" && IN_WORD.test(next) && THOUSANDS.some(function (word) {
      return endsWith(text, place, word) && /^[\p{Nd}\u00a0 ]$/u.test(text.charAt(place - word.length - 1));
    });
  }
  /** No-break spaces and dashes; as long as before. @param {string} text @returns {string} */
  function typograph(text) {
    return text.replace(/ [—–-](?= \S)/g, function (found, place, whole) {
      return /\S/.test(whole.charAt(place - 1)) && short(whole, place) !== 2 ? NBSP + "–" : found;
    }).replace(/ (?=\S)/g, function (space, place, whole) {
      return short(whole, place) || beforeUnit(whole, place) || numbered(whole, place) || thousands(whole, place) ? NBSP : space;
    });
  }

  /**
   * The text put into an element, in spans that do not break: ends of its ranges («–2021»), «-ФЗ» and «/У-06» after a number, «/или» after «и». `hit` pieces are marked.
   * @param {HTMLElement} into @param {string|Array<{text: string, hit: boolean}>} told @param {boolean} [asItIs] without new spaces
   * @returns {HTMLElement} the element
   */
  function typeset(into, told, asItIs) {
    var pieces = typeof told === "string" ? [{ text: told, hit: false }] : told, ends = [], done = 0;
    var whole = pieces.map(function (each) { return each.text; }).join("");
    if (!asItIs) whole = typograph(whole);
    Array.from(whole.matchAll(/–\p{Nd}+|(?:-ФЗ|\/[Уу]|\/или)(?![\p{L}\p{N}_])(?:-\p{Nd}+)?/gu)).forEach(function (end) {
      if (/или/.test(end[0]) ? /(?<![\p{L}\p{N}_])и$/u.test(whole.slice(0, end.index)) : DIGIT.test(whole.charAt(end.index - 1))) ends.push([end.index, end.index + end[0].length]);
    });
    pieces.forEach(function (each) {
      var place = each.hit ? into.appendChild(document.createElement("mark")) : into, last = done + each.text.length;
      ends.forEach(function (end) {
        var from = Math.max(end[0], done), to = Math.min(end[1], last);
        if (from >= to) return;
        place.append(whole.slice(done, from));
        var kept = place.appendChild(document.createElement("span"));
        kept.className = "nowrap";
        kept.textContent = whole.slice(from, to);
        done = to;
      });
      if (done < last) place.append(whole.slice(done, last));
      done = last;
    });
    return into;
  }

  window.smartekaTypography = { typograph: typograph, typeset: typeset };
})();
