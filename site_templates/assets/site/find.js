// The way to the search engine: loaded on first use, asked while somebody types, its answers as elements.
(function () {
  "use strict";

  var dom = window.smartekaDom;

  /** The engine (search/), once; a failure is told to every caller and may be tried again. @returns {Promise<object>} smartekaSearch */
  function load() {
    if (window.smartekaSearch) return Promise.resolve(window.smartekaSearch);
    return dom.script(new URL(document.querySelector("[data-search-engine]").dataset.searchEngine, document.baseURI).href)
      .then(function () { return window.smartekaSearch; });
  }

  // Asks while somebody types: at once where nothing has to be loaded for the answer, or where more than
  // a letter has come (pasted, a word of the keyboard); else when the keys rest. Nothing is loaded for half
  // a word that has been gone over. `answer` gets what was found, or null if it has still to ask.
  var LULL = 160, BETWEEN = 320; // ms: longer than between two keys of somebody who types quickly, and two words
  function whileTyping(input, options, answer) {
    var timer = 0, before = input.value;
    input.addEventListener("input", function () {
      var text = input.value, query = text.trim(), i = 0;
      while (text[i] && text[i] === before[i]) i++;
      var key = text.slice(i + 1) === before.slice(i) || text.slice(i) === before.slice(i + 1); // a letter more or less
      before = text;
      clearTimeout(timer);
      if (!query) return answer(null);
      if (!query[1]) return;
      if (!key) return answer(null);
      var mine = timer = setTimeout(answer, / $/.test(text) ? BETWEEN : LULL, null);
      if (window.smartekaSearch) window.smartekaSearch.search(query, Object.assign({ ready: true }, options())).then(function (found) {
        if (!found || !found.total || mine !== timer || text !== input.value) return;
        clearTimeout(timer);
        answer(found);
      }, function () {}); // then it is asked when the keys rest, and told there
    });
    return function () { clearTimeout(timer); };
  }

  /** @returns {object} types of what can be found → what all of a type are called; to be asked where there is an answer */
  function titles() {
    return window.smartekaSearch.types();
  }

  window.smartekaFind = { load: load, titles: titles, whileTyping: whileTyping };
})();
