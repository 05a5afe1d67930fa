// The catalogue: words, facets, order, pages of twenty; the state lives in the address.
//
// Words are answered by the engine (search.js), and so is everything else where the page does not hold
// all rows. Where it does, choices without words are worked out here, at once.
(function () {
  "use strict";
  var root = document.querySelector("[data-catalogue]");
  if (!root) return;
  var one = function (name) { return root.querySelector("[data-" + name + "]"); };
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || root).querySelectorAll(selector));
  };
  var FACETS = ["life_situation", "region", "stage", "direction", "subcategory", "year"];
  var PAGE = 20, FIRST = 10; // rows at once; fewer where each has to be loaded
  var ROW = 200; // pixels: few rows are less high, so that as many as fill the window can be told
  var COUNTS_MS = 100; // numbers do not wait longer for the rows; else both are drawn together
  var COPIED = 300; // rows of a table at most: each has to be loaded
  var OTHERS = 16, OF_A_KIND = 4; // of other kinds than practices
  var find = window.smartekaFind;

  function plural(n, words) {
    var tens = n % 100, ones = n % 10;
    return words[tens > 10 && tens < 15 ? 2 : ones === 1 ? 0 : ones > 1 && ones < 5 ? 1 : 2];
  }
  var PRACTICES = ["практика", "практики", "практик"];
  function counted(n) {
    return n + " " + plural(n, PRACTICES);
  }

  var list = one("results");
  var rows = all("[data-result]").map(function (element, order) {
    var data = element.dataset;
    var words = function (text) { return text ? text.split(" ") : []; };
    return {
      element: element, id: data.recordId, order: order, title: data.title, date: data.date,
      adoptions: Number(data.adoptions), text: fold(data.title + " " + element.textContent),
      values: {
        region: words(data.region), direction: words(data.direction), subcategory: words(data.subcategory),
        life_situation: words(data.lifeSituation), stage: words(data.stage), year: words(data.year)
      }
    };
  });
  var byId = {};
  rows.forEach(function (row) { byId[row.id] = row; });
  var whole = Number(root.dataset.total) === rows.length; // the page holds all practices
  var pattern = rows.length ? rows[0].element.cloneNode(true) : null;
  var made = {}; // rows that the page did not hold, by id
  var grades = JSON.parse(root.dataset.grades);
  var input = root.querySelector('input[type="search"]');
  var form = one("search-form");
  var sort = one("sort");
  var boxes = all("[data-facet] input");
  // What stands beside each box: how many there are in all, and as last drawn.
  var values = boxes.map(function (box) {
    var place = box.parentNode.querySelector("[data-facet-count]"), all = Number(place.textContent);
    return { name: box.name, value: box.value, place: place, all: all, shown: all || -1 };
  });
  var titles = {};
  boxes.forEach(function (box) {
    titles[box.name + " " + box.value] = box.parentNode.querySelector("span").textContent;
  });

  var shown = PAGE; // rows wanted; set by begin()
  var turn = 0;
  var chipped = ""; // facets whose chips are drawn
  var late = 0; // timer of numbers that come before the rows
  var view = null; // what is drawn: { total, elements, counts, found, note }

  function fold(text) {
    return text.toLowerCase().replace(/ё/g, "е");
  }
  function words() {
    return input.value.trim();
  }
  function chosen() {
    var found = {};
    FACETS.forEach(function (name) { found[name] = []; });
    boxes.forEach(function (box) { if (box.checked) found[box.name].push(box.value); });
    return found;
  }

  // State <-> address.
  function toAddress() {
    var params = new URLSearchParams();
    if (words()) params.set("q", words());
    var facets = chosen();
    FACETS.forEach(function (name) { facets[name].forEach(function (value) { params.append(name, value); }); });
    if (sort.value !== "relevance") params.set("sort", sort.value);
    var text = params.toString();
    return location.pathname + (text ? "?" + text : "");
  }
  function fromAddress() {
    var params = new URLSearchParams(location.search);
    input.value = params.get("q") || "";
    boxes.forEach(function (box) { box.checked = params.getAll(box.name).indexOf(box.value) >= 0; });
    var order = params.get("sort");
    sort.value = all("option", sort).some(function (option) { return option.value === order; }) ? order : "relevance";
  }
  function remember(push) {
    var address = toAddress();
    if (address === location.pathname + location.search) return;
    history[push ? "pushState" : "replaceState"]({}, "", address);
  }

  // A new list begins with its first rows.
  function begin() {
    shown = !words() && (whole || unchosen()) ? PAGE : FIRST;
  }

  // What to show: from the rows of the page, or from the engine.
  function ask(ready) {
    var query = words();
    var mine = (turn += 1);
    if (!query && (whole || untouched())) {
      draw(ofPage(query, ""));
      beside("");
      return Promise.resolve();
    }
    list.setAttribute("aria-busy", "true");
    // Of a new list the rows that fill the window come first, if that is where it is looked at.
    var atTop = shown === FIRST && !window.pageYOffset;
    return (ready ? Promise.resolve(ready) : find.load().then(function (engine) {
      return engine.search(query, Object.assign({
        wanted: function () { return query === words(); },
        counted: function (found) {
          clearTimeout(late);
          late = setTimeout(function () { if (mine === turn) drawNumbers(found.total, found.facetCounts); }, COUNTS_MS);
        },
        atOnce: Math.ceil(window.innerHeight / ROW) - 1, // the head of the page takes the place of one
        begun: atTop && function (found) { if (mine === turn) draw(ofEngine(found), true); }
      }, options(shown)));
    })).then(function (found) {
      if (!found) return null; // other words have come meanwhile
      if (found.broken && !found.hits.length) throw new Error("search index");
      return ofEngine(found);
    }).catch(function () {
      return ofPage(query, whole
        ? "Поиск с учётом форм слов не загрузился: ищем слова как они набраны."
        : "Поиск не загрузился: ищем только среди " + rows.length + " практик этой страницы и слова как они набраны.");
    }).then(function (got) {
      if (mine !== turn) return;
      if (!got) return list.setAttribute("aria-busy", "false");
      draw(got);
      beside(got.found ? query : "");
    });
  }
  // What else the words name stands below the list, and is asked for when one comes near it.
  function beside(query) {
    if (query === othersOf) return;
    othersOf = query;
    drawOthers([]);
    near = query ? function () { askOthers(query); } : null;
    if (near && !watch) near();
    if (watch) watch.disconnect();
    if (watch && near) watch.observe(one("others-here"));
  }
  var othersOf = "";
  var near = null;
  var watch = window.IntersectionObserver && new IntersectionObserver(function (entries) {
    if (!near || !entries.some(function (entry) { return entry.isIntersecting; })) return;
    var ask = near;
    near = null;
    ask();
  }, { rootMargin: "300px" });

  // The list as it came with the page: nothing chosen, nothing asked, no more rows wanted than it holds.
  function untouched() {
    return unchosen() && shown <= rows.length;
  }
  function unchosen() {
    return sort.value === "relevance" && !boxes.some(function (box) { return box.checked; });
  }
  function options(limit) {
    return {
      types: ["practice"], facets: chosen(), limit: limit,
      sort: sort.value !== "relevance" ? sort.value : words() ? "relevance" : "proven"
    };
  }
  function ofEngine(found) {
    var said = {};
    return {
      total: found.total, counts: found.facetCounts, found: found, note: "",
      elements: found.hits.map(function (hit) {
        var element = byId[hit.id] ? byId[hit.id].element : (made[hit.id] = made[hit.id] || drawn(hit));
        excerpt(element, hit, said[hit.why] ? "" : hit.why);
        said[hit.why] = true;
        return element;
      })
    };
  }
  function ofPage(query, note) {
    var asked = fold(query).split(/\s+/), facets = chosen();
    var fits = function (row, without) {
      return FACETS.every(function (name) {
        return name === without || !facets[name].length ||
          facets[name].some(function (value) { return row.values[name].indexOf(value) >= 0; });
      });
    };
    var matching = rows.filter(function (row) {
      return asked.every(function (word) { return row.text.indexOf(word) >= 0; });
    });
    var visible = matching.filter(function (row) { return fits(row); });
    visible.sort(function (a, b) {
      if (sort.value === "date") return b.date < a.date ? -1 : b.date > a.date ? 1 : a.order - b.order;
      if (sort.value === "title") return a.title.localeCompare(b.title, "ru");
      if (sort.value === "adoptions") return b.adoptions - a.adoptions || a.order - b.order;
      return a.order - b.order;
    });
    var counts = null; // those that came with the page stay where it does not hold all rows
    if (whole) {
      counts = {};
      FACETS.forEach(function (name) {
        counts[name] = {};
        matching.forEach(function (row) {
          if (!fits(row, name)) return;
          row.values[name].forEach(function (value) { counts[name][value] = (counts[name][value] || 0) + 1; });
        });
      });
    }
    visible.forEach(function (row) { excerpt(row.element, null); });
    return {
      total: whole || !untouched() || query ? visible.length : Number(root.dataset.total), counts: counts, found: null, note: note,
      elements: visible.slice(0, shown).map(function (row) { return row.element; })
    };
  }

  // A row that the page does not hold, after the pattern of those it does (_row.html).
  function drawn(hit) {
    var item = pattern.cloneNode(true);
    var part = function (name) { return item.querySelector(name); };
    var text = function (tag, name, words) {
      var made = document.createElement(tag);
      if (name) made.className = name;
      made.textContent = words;
      return made;
    };
    var told = function (place) { return hit.row[place] || ""; };
    item.dataset.recordId = hit.id;
    item.dataset.title = hit.title;
    item.dataset.date = hit.date;
    var heading = part(".row__title"), link = heading.querySelector("a");
    link.href = find.address(hit.url);
    link.textContent = hit.title;
    heading.textContent = "";
    heading.appendChild(link);
    if (told(7)) heading.appendChild(text("span", "draft-tag", told(7)));
    part(".row__summary").textContent = hit.summary;
    var meta = part(".row__meta"), mark = meta.querySelector("[data-mark]");
    meta.textContent = "";
    var regions = hit.facets.region || [];
    var place = text("span", regions.length ? "" : "unknown", regions.length ? "" : "регион не назван");
    regions.forEach(function (id, i) {
      if (i) place.appendChild(document.createTextNode(", "));
      var region = text("a", "", titles["region " + id] || hit.regions[i] || id);
      region.href = find.address("regions/" + id + "/");
      place.appendChild(region);
    });
    meta.appendChild(place);
    var stage = text("span", "stage stage--" + hit.stage, titles["stage " + hit.stage] || hit.stage);
    if (told(1)) stage.appendChild(text("span", "stage__date", ", " + told(1)));
    meta.appendChild(stage);
    if (told(5)) meta.appendChild(text("span", "outcome outcome--" + told(5), "при проверке: " + told(6)));
    var step = Number(told(0));
    if (step) {
      var grade = text("span", "grade", ""), dots = text("span", "grade__dots", "");
      dots.setAttribute("aria-hidden", "true");
      grades.forEach(function (_, i) { dots.appendChild(text("i", i < step ? "on" : "", "")); });
      grade.title = grades[step - 1][1];
      grade.appendChild(dots);
      grade.appendChild(document.createTextNode(grades[step - 1][0]));
      meta.appendChild(grade);
    }
    mark.dataset.mark = hit.id;
    mark.querySelector(".sr").textContent = "Избранное: " + hit.title;
    meta.appendChild(mark);
    var effect = part(".row__effect");
    if (effect) effect.remove();
    if (told(2)) {
      effect = text("p", "row__effect" + (told(4) ? " is-plan" : ""), "");
      effect.appendChild(text("b", "num", told(2)));
      effect.appendChild(text("span", "", told(3)));
      if (told(4)) effect.lastChild.append("\u00a0", text("span", "nowrap", "– " + told(4)));
      part(".row").appendChild(effect);
    }
    return item;
  }

  // With `begun`, the rows that fill the window: the others are still coming.
  function draw(drawn, begun) {
    var before = view ? view.elements : rows.map(function (row) { return row.element; });
    view = drawn;
    clearTimeout(late);
    var kept = new Set(view.elements);
    before.forEach(function (element) {
      if (kept.has(element)) return;
      if (byId[element.dataset.recordId]) element.hidden = true;
      else element.remove();
    });
    var next = list.firstElementChild;
    view.elements.forEach(function (element) {
      if (element === next) next = next.nextElementSibling;
      else list.insertBefore(element, next);
      element.hidden = false;
    });
    if (!begun) list.setAttribute("aria-busy", "false");
    document.dispatchEvent(new Event("smarteka:rows"));
    drawNumbers(view.total, view.counts);
    if (!begun) one("more-wrap").hidden = view.total <= view.elements.length;
    one("empty").hidden = view.total > 0;
    one("empty").querySelector("h2").textContent = words() ? "По словам «" + words() + "» ничего не нашлось" : "Ничего не нашлось";
    root.classList.toggle("is-empty", !view.total);
    sort.options[0].textContent = words() ? "подходящие" : "доказанные"; // without words the better proven come first
    nearest();
    note();
    one("print-about").textContent = about();
    one("search-status").textContent = view.total ? "Найдено: " + counted(view.total) : "Ничего не нашлось";
  }
  // What can be told before the rows have come.
  function drawNumbers(total, counts) {
    drawCounts(counts);
    drawChips(chosen());
    one("result-total").textContent = total;
    one("result-word").textContent = plural(total, PRACTICES);
  }
  // Why a row is found (`why`) is told where it first says so: in each row it would be noise.
  function excerpt(element, hit, why) {
    if (element.smartekaHit === hit) return; // drawn already, with the first of its list
    element.smartekaHit = hit;
    var place = element.querySelector("[data-excerpt]");
    var summary = element.querySelector(".row__summary");
    if (element.smartekaSummary === undefined) element.smartekaSummary = summary.textContent;
    place.textContent = "";
    if (summary.querySelector("mark")) summary.textContent = element.smartekaSummary;
    var parts = (hit && words() && hit.snippetParts) || [];
    // A snippet that is the summary itself is marked there and not told twice.
    if (parts.length && flat(element.smartekaSummary) === flat(parts.map(function (part) { return part.text; }).join(""))) {
      summary.textContent = "";
      summary.appendChild(find.highlighted(parts));
      parts = [];
    }
    var remarks = [];
    if (hit && words() && why) remarks.push(why);
    if (hit && words() && hit.missing.length) {
      remarks.push((hit.missing.length > 1 ? "нет слов: «" : "нет слова «") + hit.missing.join("», «") + "»");
    }
    place.hidden = !parts.length && !remarks.length;
    place.appendChild(find.highlighted(parts));
    remarks.forEach(function (text) {
      var remark = document.createElement("span");
      remark.className = "row__why";
      remark.textContent = text;
      place.appendChild(document.createTextNode(" "));
      place.appendChild(remark);
    });
  }
  function flat(text) {
    return text.replace(/[\s\u00a0]+/g, " ").trim();
  }
  function note() {
    var place = one("search-note"), found = view.found;
    var told = view.note ? [view.note] : [];
    if (found && found.suggestion) told.push("Ищем «" + found.suggestion + "».");
    if (found && found.partial) {
      told.push(found.complete
        ? "Все слова сразу – в записях: " + found.complete + ". В остальных – часть слов."
        : "Все слова сразу не встретились: показаны записи, где есть часть из них.");
    }
    place.textContent = told.join(" ");
    place.hidden = !told.length;
  }
  function nearest() {
    var place = one("suggestion");
    var near = (view.found && view.found.nearest) || [];
    place.textContent = near.length ? "Похожие слова из базы: " : "";
    near.forEach(function (word) {
      var link = document.createElement("a");
      link.href = "?q=" + encodeURIComponent(word);
      link.textContent = word;
      place.appendChild(link);
      place.appendChild(document.createTextNode(" "));
    });
  }
  function drawCounts(counts) {
    values.forEach(function (value) {
      var n = counts ? (counts[value.name] || {})[value.value] || 0 : value.all;
      if (n === value.shown) return;
      value.place.textContent = value.shown = n;
      value.place.parentNode.classList.toggle("is-zero", n === 0);
    });
    var picked = boxes.filter(function (box) { return box.checked; }).length;
    one("facets-count").textContent = picked ? "(" + picked + ")" : "";
  }
  function drawChips(facets) {
    var place = one("chips"), key = JSON.stringify(facets);
    if (key === chipped) return;
    chipped = key;
    place.textContent = "";
    var chip = function (label, remove) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "chip";
      button.textContent = label;
      button.setAttribute("aria-label", "Убрать: " + label);
      button.addEventListener("click", remove);
      place.appendChild(button);
    };
    FACETS.forEach(function (name) {
      facets[name].forEach(function (value) {
        chip(titles[name + " " + value], function () {
          boxes.forEach(function (box) { if (box.name === name && box.value === value) box.checked = false; });
          change(true);
          input.focus();
        });
      });
    });
    if (place.childElementCount > 1) {
      chip("Сбросить всё", function () {
        boxes.forEach(function (box) { box.checked = false; });
        change(true);
        input.focus();
      });
    }
  }
  // What the list is, for paper.
  function about() {
    var told = words() ? ["Запрос: «" + words() + "»"] : [];
    var facets = chosen();
    all("[data-facet]").forEach(function (facet) {
      var values = facets[facet.dataset.facet].map(function (value) { return titles[facet.dataset.facet + " " + value]; });
      if (values.length) told.push(facet.querySelector("legend").textContent + ": " + values.join(", "));
    });
    told.push("Показано: " + view.elements.length + " из " + view.total, decodeURI(new URL(toAddress(), location.href).href));
    return told.join(". ");
  }

  // Situations, problems, issues, regions, terms.
  function askOthers(query) {
    var types = Object.keys(find.kinds).filter(function (kind) { return kind !== "practice"; });
    return find.load().then(function (engine) {
      return engine.search(query, { types: types, limit: OTHERS, perType: OF_A_KIND, counts: false });
    }).then(function (found) {
      if (query === othersOf) drawOthers(found.hits);
    }, function () { drawOthers([]); });
  }
  function drawOthers(hits) {
    var target = one("others-list");
    target.textContent = "";
    one("others").hidden = !hits.length;
    var groups = {};
    hits.forEach(function (hit) { (groups[hit.type] = groups[hit.type] || []).push(hit); });
    Object.keys(groups).forEach(function (type) {
      var item = document.createElement("li");
      var heading = document.createElement("h3");
      heading.textContent = find.kinds[type] || type;
      item.appendChild(heading);
      var inner = document.createElement("ul");
      groups[type].forEach(function (hit) {
        var line = document.createElement("li");
        var link = document.createElement("a");
        link.href = find.address(hit.url);
        link.textContent = hit.title;
        link.dataset.other = hit.type + ":" + hit.id;
        line.appendChild(link);
        inner.appendChild(line);
      });
      item.appendChild(inner);
      target.appendChild(item);
    });
  }

  // What is only typed is remembered when it has been drawn: the browser takes its time over that.
  function change(push, ready) {
    begin();
    if (push) remember(true);
    return ask(ready).then(function () { if (!push) setTimeout(remember, 0, false); });
  }

  // Events.
  var rest = find.whileTyping(input, function () { return options(FIRST); }, function (found) { change(false, found); });
  input.addEventListener("focus", function () {
    find.load().then(function (engine) { return engine.ready(); }).catch(function () {});
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    rest();
    change(true);
  });
  boxes.forEach(function (box) { box.addEventListener("change", function () { change(true); }); });
  // Whoever comes near the facets will use them: what they need is loaded meanwhile.
  ["pointerover", "focusin"].forEach(function (kind) {
    one("facets").addEventListener(kind, function () {
      if (!whole || words()) find.load().then(function (engine) { return engine.ready(options(FIRST)); }).catch(function () {});
    }, { once: true });
  });
  sort.addEventListener("change", function () { change(true); });
  one("more").addEventListener("click", function () {
    var first = shown;
    shown += PAGE;
    ask().then(function () {
      var next = all("[data-result]:not([hidden])")[first];
      if (next) next.querySelector("a").focus();
    });
  });
  all("[data-facet-more]").forEach(function (button) {
    button.addEventListener("click", function () {
      var facet = button.closest(".facet");
      var next = facet.querySelector(".facet__option--more input");
      facet.classList.add("is-open");
      next.focus();
    });
  });

  // Arrows lead from the field through the results and back; Escape leads back to the field and empties it.
  root.addEventListener("keydown", function (event) {
    var links = all("[data-result]:not([hidden]) .row__title a");
    var at = links.indexOf(document.activeElement);
    if (event.key === "Escape" && at >= 0) {
      input.focus();
    } else if (event.key === "Escape" && event.target === input && input.value) {
      input.value = "";
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
    var button = one("copy-table"), status = one("search-status");
    var wanted = Math.min(view.total, COPIED);
    var query = words(), page = !query && whole;
    var lines = [["Практика", "Регион", "Стадия", "Результат", "Адрес"].join("\t")];
    var clean = function (element, name) {
      var found = element.querySelector(name);
      return found ? flat(found.textContent) : "";
    };
    var ready = page || view.elements.length >= wanted
      ? Promise.resolve(null)
      : find.load().then(function (engine) { return engine.search(query, options(wanted)); });
    ready.then(function (found) {
      var shownBefore = shown;
      shown = wanted;
      var elements = (found ? ofEngine(found) : page ? ofPage(query, "") : view).elements;
      shown = shownBefore;
      elements.forEach(function (element) {
        var effect = element.querySelector(".row__effect");
        lines.push([
          clean(element, ".row__title a"), clean(element, ".row__meta > span"), clean(element, ".stage"),
          effect ? clean(effect, "span") + ": " + clean(effect, "b") : "", element.querySelector(".row__title a").href
        ].join("\t"));
      });
      return navigator.clipboard.writeText(lines.join("\n"));
    }).then(function () {
      var count = lines.length - 1;
      status.textContent = "Скопировано строк: " + count + (count < view.total ? " из " + view.total : "");
      button.textContent = count < view.total ? "Скопировано первых " + count : "Скопировано";
      setTimeout(function () { button.textContent = "Скопировать таблицей"; }, 2000);
    }, function () { status.textContent = "Не скопировалось: браузер не дал доступа к буферу обмена"; });
  });
  window.addEventListener("popstate", function () {
    fromAddress();
    begin();
    ask();
  });

  one("facets").hidden = false;
  one("sort-label").hidden = false;
  one("copy-table").hidden = !navigator.clipboard;
  if (one("pager")) one("pager").hidden = true;
  if (window.matchMedia("(max-width: 820px)").matches) one("facets-sheet").open = false;
  fromAddress();
  begin();
  ask();
})();
