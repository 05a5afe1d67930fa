// The catalogue: words, facets, order, pages of twenty.
//
// Words are answered by the engine (search/), and so is everything else where the page does not hold
// all rows. Where it does, choices without words are worked out by own_rows.js, at once.
(function () {
  "use strict";

  var dom = window.smartekaDom, all = dom.all, find = window.smartekaFind, catalogue = window.smartekaCatalogue;
  var root = catalogue.root, one = catalogue.one, input = catalogue.input, sort = catalogue.sort, words = catalogue.words;
  var own = catalogue.own, flat = catalogue.flat;
  var PAGE = 20, FIRST = 10; // rows at once; fewer where each has to be loaded
  var ROW = 200; // pixels: few rows are less high, so that as many as fill the window can be told
  var COPIED = 300; // rows of a table at most: each has to be loaded
  var made = {}; // rows that the page did not hold, by id
  var shown = PAGE; // rows wanted; set by begin()
  var turn = 0;

  // A new list begins with its first rows.
  function begin() {
    shown = !words() && (own.whole || catalogue.unchosen()) ? PAGE : FIRST;
  }
  // What to show: from the rows of the page, or from the engine. `ready`: the engine has answered already.
  function ask(ready) {
    var query = words();
    var mine = (turn += 1);
    function wanted() { return mine === turn; }
    // The list as it came with the page: nothing chosen, nothing asked, no more rows wanted than it holds.
    if (!query && (own.whole || (catalogue.unchosen() && shown <= own.rows.length))) {
      catalogue.draw(ofPage(query, shown, ""));
      catalogue.beside("");
      return Promise.resolve();
    }
    catalogue.busy(true);
    // Of a new list the rows that fill the window come first, if that is where it is looked at.
    var atTop = shown === FIRST && !window.pageYOffset;
    return (ready ? Promise.resolve(ready) : find.load().then(function (engine) {
      return engine.search(query, Object.assign({
        wanted: function () { return query === words(); },
        counted: function (found) { catalogue.numbersSoon(found.total, found.facetCounts, wanted); },
        atOnce: Math.ceil(window.innerHeight / ROW) - 1, // the head of the page takes the place of one
        begun: atTop && function (found) { if (wanted()) catalogue.draw(ofEngine(found), true); }
      }, options(shown)));
    })).then(function (found) {
      if (!found) return null; // other words have come meanwhile
      return wanted() && ofEngine(found);
    }).catch(function () {
      return wanted() && ofPage(query, shown, own.whole
        ? "Поиск с учётом форм слов не загрузился: ищем слова как они набраны."
        : "Поиск не загрузился: ищем только среди " + own.rows.length + " практик этой страницы и слова как они набраны.");
    }).then(function (got) {
      if (!wanted()) return;
      if (!got) return catalogue.busy(false);
      catalogue.draw(got);
      catalogue.beside(got.found ? query : "");
    });
  }
  function options(limit) {
    return {
      types: ["practice"], facets: catalogue.chosen(), limit: limit,
      sort: sort.value !== "relevance" ? sort.value : words() ? "relevance" : "proven"
    };
  }
  // Answers as what is drawn.
  function rowOf(hit) {
    return own.byId[hit.id] ? own.byId[hit.id].element : (made[hit.id] = made[hit.id] || catalogue.drawn(hit));
  }
  function ofEngine(found) {
    var said = {};
    return {
      total: found.total, counts: found.facetCounts, found: found, note: "",
      elements: found.hits.map(function (hit) {
        var row = rowOf(hit);
        catalogue.excerpt(row, hit, said[hit.why] ? "" : hit.why);
        said[hit.why] = true;
        return row;
      })
    };
  }
  function ofPage(query, most, note) {
    var found = own.found(query);
    found.rows.forEach(function (row) { catalogue.excerpt(row.element, null); });
    return {
      total: found.all, counts: found.counts, found: null, note: note,
      elements: found.rows.slice(0, most).map(function (row) { return row.element; })
    };
  }
  // What is only typed is remembered when it has been drawn: the browser takes its time over that.
  function change(push, ready) {
    begin();
    if (push) catalogue.remember(true);
    return ask(ready).then(function () { if (!push) setTimeout(catalogue.remember, 0, false); });
  }
  catalogue.change = change;

  // --- What somebody does

  var rest = find.whileTyping(input, function () { return options(FIRST); }, function (found) { change(false, found); });
  input.addEventListener("focus", function () {
    find.load().then(function (engine) { return engine.ready(); }).catch(function () {});
  });
  one("search-form").addEventListener("submit", function (event) {
    event.preventDefault();
    rest();
    change(true);
  });
  catalogue.boxes.forEach(function (box) { box.addEventListener("change", function () { change(true); }); });
  // Whoever comes near the facets will use them: what they need is loaded meanwhile.
  ["pointerover", "focusin"].forEach(function (kind) {
    one("facets").addEventListener(kind, function () {
      if (!own.whole || words()) find.load().then(function (engine) { return engine.ready(options(FIRST)); }).catch(function () {});
    }, { once: true });
  });
  sort.addEventListener("change", function () { change(true); });
  one("more").addEventListener("click", function () {
    var first = shown;
    shown += PAGE;
    var drawn = ask(), mine = turn;
    drawn.then(function () {
      var next = mine === turn && all("[data-result]", root)[first]; // unless another list was asked for meanwhile
      if (next) next.querySelector("a").focus();
    });
  });
  all("[data-facet-more]", root).forEach(function (button) {
    button.addEventListener("click", function () {
      var facet = button.closest(".facet");
      facet.classList.add("is-open");
      facet.querySelector(".facet__option--more input").focus();
    });
  });

  // Arrows lead from the field through the results and back; Escape leads back to the field and empties it.
  root.addEventListener("keydown", function (event) {
    var links = all("[data-result] .row__title a", root);
    var at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && at >= 0) {
      input.focus();
    } else if (event.key === "Escape" && event.target === input && input.value) {
      input.value = "";
      rest();
      change(true);
    } else if (event.key === "ArrowDown" && (at >= 0 || event.target === input) && links.length) {
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      (at ? links[at - 1] : input).focus();
    } else {
      return;
    }
    event.preventDefault();
  });

  // The list as a table for a spreadsheet or a letter.
  one("copy-table").addEventListener("click", function () {
    var button = one("copy-table"), view = catalogue.view(), query = words();
    var wanted = Math.min(view.total, COPIED), page = !query && own.whole;
    var lines = [["Практика", "Регион", "Стадия", "Результат", "Адрес"].join("\t")];
    function clean(row, name) {
      var found = row.querySelector(name);
      return found ? flat(found.textContent) : "";
    }
    var ready = page || view.elements.length >= wanted
      ? Promise.resolve(null)
      : find.load().then(function (engine) { return engine.search(query, options(wanted)); });
    dom.copy(ready.then(function (found) {
      // Only read: another list may be shown by now.
      var rows = found ? found.hits.map(rowOf) : page ? own.found(query).rows.map(function (row) { return row.element; }) : view.elements;
      rows.slice(0, wanted).forEach(function (row) {
        var effect = row.querySelector(".row__effect");
        lines.push([
          clean(row, ".row__title a"), clean(row, ".row__meta > span"), clean(row, ".stage"),
          effect ? clean(effect, "span") + ": " + clean(effect, "b") : "", row.querySelector(".row__title a").href
        ].join("\t"));
      });
      return lines.join("\n");
    })).then(function () {
      var count = lines.length - 1;
      dom.flash(button, count < view.total ? "Скопировано первых " + count : "Скопировано", "");
      one("search-status").textContent = "Скопировано строк: " + count + (count < view.total ? " из " + view.total : "");
    }, function () {
      dom.flash(button, "Не скопировалось", "");
      one("search-status").textContent = "Не скопировалось: браузер не дал доступа к буферу обмена";
    });
  });
  window.addEventListener("popstate", function () {
    if (!catalogue.isOther()) return;
    rest();
    catalogue.fromAddress();
    begin();
    ask();
  });

  // On a telephone the results lie below the whole sheet: the way there stands beside what was chosen last.
  const narrow = window.matchMedia("(max-width: 51.25em)");
  one("facets").addEventListener("change", function (event) {
    const option = event.target.closest("label");
    if (option && narrow.matches) option.after(one("facets-done"));
  });
  one("facets-done").addEventListener("click", function () {
    var sheet = one("facets-sheet");
    sheet.open = false;
    sheet.firstElementChild.focus({ preventScroll: true });
    sheet.scrollIntoView();
  });

  one("facets").hidden = false;
  one("sort-label").hidden = false;
  one("copy-table").hidden = false;
  if (one("pager")) one("pager").hidden = true;
  if (narrow.matches) one("facets-sheet").open = false;
  catalogue.fromAddress();
  begin();
  ask();
})();
