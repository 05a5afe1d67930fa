// «Собрать дорожную карту»: the page. Data and rules are in record.js, the form in form.js, files in files.js.
(function () {
  "use strict";
  var page = document.querySelector("[data-roadmap-builder]");
  if (!page) return;

  var base = new URL("../../", document.currentScript.src).href;
  var offline = location.protocol === "file:" ? "index.html" : "";
  var kit = window.smartekaRoadmap, drafting = window.smartekaDrafting, ui = drafting.fields, files = drafting.files;
  var element = ui.element, field = ui.field, get = ui.get;
  var one = function (name) { return page.querySelector("[data-rb-" + name + "]"); };
  var words = JSON.parse(one("words").textContent);
  var tools = kit.tools(words), forms = kit.forms(words);
  var calculate = window.smartekaTargets.calculator(words.targets).calculate;

  var BLANKS = {
    kpis: { title: "", kind: "", unit: "", current: "", target: "", year: "", actual: "", benchmark: "" },
    measures: { title: "", problem: "", problems: [], practices: [], activities: [] },
    activities: { title: "", result: "", materials: "", start: "", end: "", responsible: "", status: "planned" },
    approvals: { body: "", date: "", document: "" }
  };
  // Where a finding is mended.
  var PLACES = {
    "kpi-without-current": ".current", "kpi-without-target": ".target", "measure-without-problem": ".problem",
    "activity-without-responsible": ".responsible", "activity-without-start": ".start", "activity-without-end": ".end"
  };
  var situations = {}, cards = {}, touched = {}, picked = { problems: {}, practices: {} };

  function copy(value) { return JSON.parse(JSON.stringify(value)); }
  function empty() { return Object.assign(tools.toDraft({}), { draft: true }); }
  function say(text) { one("status").textContent = text; }
  function tell(name, text) {
    one(name).textContent = text;
    one(name).hidden = !text;
  }
  function trouble(text) { tell("trouble", text); }
  var drafts = drafting.drafts("smarteka:roadmaps", empty, trouble, function (mine) {
    if (mine) reopen();
    else drawDrafts();
  });
  function draft() { return drafts.current(); }

  // --- What is loaded by need: a life situation, cards of practices

  window.smartekaSituation = function (data) { situations[data.id] = data; };
  window.smartekaCards = function (number, content) { Object.assign(cards, content); };
  var scripts = {};
  function script(address) {
    scripts[address] = scripts[address] || new Promise(function (done) {
      var made = document.createElement("script");
      made.src = base + address;
      made.onload = made.onerror = done;
      document.head.appendChild(made);
    });
    return scripts[address];
  }
  function shardOf(id) {
    var value = 0;
    for (var i = 0; i < id.length; i += 1) value = (Math.imul(value, 31) + id.charCodeAt(i)) >>> 0;
    return value % Number(page.dataset.shards);
  }
  function shortlist() {
    try {
      var found = JSON.parse(localStorage.getItem("smarteka:shortlist") || "[]");
      return Array.isArray(found) ? found.filter(function (id) { return /^[a-z0-9-]+$/.test(id); }) : [];
    } catch (error) {
      return [];
    }
  }
  function situation() { return situations[draft().life_situation]; }
  function practice(id) { return (situation() && situation().practices[id]) || cards[id]; }
  function load() { // → a promise that everything the draft names is there
    var id = draft().life_situation;
    return Promise.resolve(id && !situations[id] && script("data/situations/" + id + ".js")).then(function () {
      if (id && !situations[id]) trouble("Проблемы и практики этой ситуации не загрузились. Обновите страницу.");
      var named = shortlist();
      draft().measures.forEach(function (measure) { named = named.concat(measure.practices); });
      return Promise.all(named.filter(function (each) { return !practice(each); }).map(function (each) {
        return script("data/cards/" + shardOf(each) + ".js");
      }));
    });
  }
  function names() {
    var found = { region: "", situation: "", practices: {}, problems: {} };
    Array.prototype.forEach.call(page.querySelector("#f-region").options, function (option) {
      if (option.value && option.value === draft().region) found.region = option.textContent;
    });
    var data = situation();
    if (data) {
      found.situation = data.title;
      data.problems.forEach(function (each) { found.problems[data.id + "#" + each.number] = each.title; });
    }
    draft().measures.forEach(function (measure) {
      measure.practices.forEach(function (id) { if (practice(id)) found.practices[id] = kit.label(practice(id)); });
    });
    return found;
  }

  // --- Drawing the draft

  function render() {
    var now = draft(), active = document.activeElement && document.activeElement.id;
    drawDrafts();
    ["region", "life_situation"].forEach(function (path) { page.querySelector("#f-" + path).value = now[path]; });
    fillPlace("base", [
      field(now, "title", "Название карты"),
      field(now, "id", "Имя записи", { hint: "Латинские буквы, цифры и дефис: так будет называться файл." })
    ]);
    drawTake();
    fillList("kpis", now.kpis.map(drawKpi));
    fillList("measures", now.measures.map(drawMeasure));
    fillList("approvals", now.approvals.map(drawApproval));
    check();
    if (active && document.activeElement.id !== active) focus(active); // its field was drawn anew
  }
  function fillPlace(name, children) {
    var place = one(name);
    place.textContent = "";
    children.forEach(function (child) { if (child) place.appendChild(child); });
  }
  function fillList(name, children) {
    var place = page.querySelector('[data-rb-list="' + name + '"]');
    place.textContent = "";
    children.forEach(function (child) { place.appendChild(child); });
  }
  function drawDrafts() {
    var select = one("drafts");
    select.textContent = "";
    drafts.list().forEach(function (each, i) {
      var option = element("option", { value: each.key, text: each.title || "Без названия " + (i + 1) });
      option.selected = each.open;
      select.appendChild(option);
    });
    page.querySelector('[data-act="undo"]').disabled = !drafts.canUndo();
    page.querySelector('[data-act="redo"]').disabled = !drafts.canRedo();
  }
  function item(title, path, list, place, children) {
    return element("fieldset", { "class": "rb__item" }, [element("legend", { text: title })].concat(children, [
      element("div", { "class": "rb__tools" }, [
        ui.button("Выше", "up", path, "Выше: " + title, place === 0), ui.button("Ниже", "down", path, "Ниже: " + title, place === list.length - 1),
        ui.button("Убрать", "remove", path, "Убрать: " + title)
      ])
    ]));
  }
  function drawKpi(kpi, k, list) {
    var path = "kpis." + k, now = draft();
    var kinds = Object.assign({ "": "не назван" }, words.kpiKinds);
    return item("Показатель " + (k + 1), path, list, k, [
      field(now, path + ".title", "Показатель", { long: true }),
      element("div", { "class": "rb__row rb__row--numbers" }, [
        field(now, path + ".unit", "Единица"), field(now, path + ".kind", "Вид", { options: kinds }),
        field(now, path + ".current", "Сейчас", { mode: "decimal" }), field(now, path + ".target", "Цель", { mode: "decimal" }),
        field(now, path + ".year", "Год цели", { mode: "numeric" }),
        kpi.kind === "time" ? field(now, path + ".benchmark", "Свой ориентир, дней", { mode: "decimal" }) : null
      ]),
      element("div", { "class": "rb__hint", "data-hint": path })
    ]);
  }
  function drawMeasure(measure, m, list) {
    var path = "measures." + m, now = draft(), number = m + 1;
    var chips = measure.problems.map(function (id, i) {
      return chip("Проблема " + id.split("#")[1] + ": " + (names().problems[id] || id), "unlink", path + ".problems." + i);
    }).concat(measure.practices.map(function (id, i) {
      var known = practice(id);
      return chip("Практика: " + (known ? kit.label(known) : id), "unlink", path + ".practices." + i, known && base + known.url + offline);
    }));
    var offered = offers().filter(function (id) { return measure.practices.indexOf(id) < 0; });
    var add = element("select", { id: "add-practice-" + m, "data-link": path });
    add.appendChild(element("option", { value: "", text: "выберите" }));
    offered.forEach(function (id) { add.appendChild(element("option", { value: id, text: kit.label(practice(id)) })); });
    return item("Решение " + number, path, list, m, [
      field(now, path + ".title", "Решение или мера", { long: true }),
      field(now, path + ".problem", "Проблема или задача и её причины", { long: true }),
      chips.length ? element("ul", { "class": "rb__chips" }, chips) : null,
      offered.length ? element("div", { "class": "field" }, [element("label", { "for": "add-practice-" + m, text: "Добавить практику" }), add]) : null
    ].concat(measure.activities.map(function (activity, a, activities) {
      var at = path + ".activities." + a;
      return item("Мероприятие " + number + "." + (a + 1), at, activities, a, [
        field(now, at + ".title", "Мероприятие"),
        element("div", { "class": "rb__row" }, [
          field(now, at + ".result", "Ожидаемый результат"),
          field(now, at + ".materials", "Готовые наработки", { hint: "Несколько – через точку с запятой." }),
          field(now, at + ".responsible", "Ответственные", { hint: "Несколько – через точку с запятой." })
        ]),
        element("div", { "class": "rb__row rb__row--numbers" }, [
          field(now, at + ".start", "Начало", { type: "date" }), field(now, at + ".end", "Окончание", { type: "date" }),
          field(now, at + ".status", "Состояние", { options: words.statuses })
        ])
      ]);
    }), [
      element("p", { "class": "field__error", id: "e-" + path + ".activities", hidden: "" }),
      element("div", { "class": "rb__tools" }, [
        element("button", { type: "button", "class": "button", id: "add-" + path + ".activities", "data-act": "add", "data-at": path + ".activities", text: "Добавить мероприятие", "aria-label": "Добавить мероприятие к решению " + number })
      ])
    ]));
  }
  function drawApproval(approval, i, list) {
    var path = "approvals." + i, now = draft();
    return item("Утверждение " + (i + 1), path, list, i, [element("div", { "class": "rb__row" }, [
      field(now, path + ".body", "Кто утвердил"), field(now, path + ".date", "Дата", { hint: "2027, 2027-03 или 2027-03-15" }),
      field(now, path + ".document", "Документ")
    ])]);
  }
  function chip(text, act, path, href) {
    return element("li", {}, [
      href ? element("a", { href: href, text: text }) : element("span", { text: text }), ui.button("Убрать", act, path, "Убрать: " + text)
    ]);
  }
  function offers() { // ids of practices that can be added by hand
    var found = situation() ? Object.keys(situation().practices) : [];
    return found.concat(shortlist().filter(function (id) { return found.indexOf(id) < 0 && practice(id); }));
  }

  // --- Taking over from the base

  function drawTake() {
    var data = situation();
    if (!data) {
      fillPlace("take", [element("p", { "class": "unknown", text: draft().life_situation ? "Загружаем…" : "Сначала выберите жизненную ситуацию." })]);
      return;
    }
    var rows = data.problems.map(function (problem) {
      var on = Boolean(picked.problems[problem.number]);
      var inner = problem.solutions.map(function (each) {
        return element("li", { text: (each.federal ? "(Ф) " : "") + each.title, "class": each.federal ? "muted" : undefined });
      }).concat(problem.practices.map(function (each) {
        var id = each.id;
        return element("li", {}, [pick("take-" + problem.number + "-" + id, "practices", id, picked.practices[id] !== false, [
          element("a", { href: base + data.practices[id].url + offline, text: kit.label(data.practices[id]) }),
          element("span", { "class": "muted", text: " " + each.why })
        ])]);
      }));
      return element("li", {}, [
        pick("take-" + problem.number, "problems", problem.number, on, [element("b", { text: problem.number + ". " + problem.title })]), element("ul", {}, inner)
      ]);
    });
    var marked = shortlist().filter(function (id) { return practice(id) && !data.practices[id]; });
    fillPlace("take", [
      element("p", { "class": "muted", text: "Отметьте проблемы: в карту встанут решения, которые регион выполнит сам, и отмеченные практики. Решений с пометкой (Ф) в карте не будет: о них пишут предложения в АСИ." }),
      element("div", { "class": "rb__tools" }, [ui.button("Отметить все проблемы", "all"), ui.button("Снять отметки", "none")]),
      element("ul", { "class": "rb__take" }, rows),
      marked.length ? element("h3", { text: "Ваше избранное" }) : null,
      marked.length ? element("ul", { "class": "rb__take" }, marked.map(function (id) {
        return element("li", {}, [pick("take-mark-" + id, "marked", id, Boolean(picked.practices["*" + id]), [
          element("a", { href: base + practice(id).url + offline, text: kit.label(practice(id)) })
        ])]);
      })) : null,
      element("button", { type: "button", "class": "button", "data-act": "take", id: "take-add", text: "Добавить отмеченное в карту" })
    ]);
  }
  function pick(id, kind, value, on, children) {
    var box = element("input", { type: "checkbox", id: id, "data-pick": kind, value: value });
    box.checked = on;
    return element("div", { "class": "rb__pick" }, [box, element("label", { "for": id }, children)]);
  }
  function take() {
    var data = situation();
    var problems = data.problems.filter(function (each) { return picked.problems[each.number]; });
    var practices = [], others = {};
    problems.forEach(function (problem) {
      problem.practices.forEach(function (each) {
        if (picked.practices[each.id] !== false && practices.indexOf(each.id) < 0) practices.push(each.id);
      });
    });
    shortlist().forEach(function (id) {
      if (!picked.practices["*" + id] || practices.indexOf(id) >= 0 || !practice(id)) return;
      practices.push(id);
      others[id] = practice(id);
    });
    var chosen = { problems: problems.map(function (each) { return each.number; }), practices: practices, others: others };
    var added = tools.toDraft(tools.compose(data, draft().region, names().region, chosen)).measures;
    var before = draft().measures.length;
    drafts.change("", function (now) {
      added.forEach(function (measure) {
        var twin = now.measures.some(function (each) { return each.title === measure.title && each.problems.join() === measure.problems.join(); });
        if (!twin) now.measures.push(measure);
      });
    });
    render();
    var count = draft().measures.length - before;
    say(count ? "Добавлено решений: " + count : added.length ? "Эти решения в карте уже есть" : "Ничего не отмечено");
    if (count) focus("f-measures." + before + ".title");
  }

  // --- Checking

  function check() {
    var now = draft(), made = tools.toRecord(now), told = {};
    var list = made.faults.map(function (each) {
      return { path: each.path, text: each.text, error: true, shown: !each.missing || touched[each.path] };
    });
    tools.findings(made.record).forEach(function (each) {
      var path = each.where.join(".") + (PLACES[each.code] || (each.code === "measure-without-activities" ? ".activities" : ""));
      if (list.some(function (fault) { return fault.path === path; })) return;
      var text = each.text.charAt(0).toUpperCase() + each.text.slice(1) + ".";
      list.push({ path: path, text: text, error: each.severity === "error", shown: touched[path] || each.code === "dates-out-of-order" });
    });
    list.forEach(function (each) { if (each.shown && !told[each.path]) told[each.path] = each; });
    Array.prototype.forEach.call(page.querySelectorAll(".field__error[id]"), function (place) {
      var path = place.id.slice(2), each = told[path], input = document.getElementById("f-" + path);
      place.textContent = each ? each.text : "";
      place.hidden = !each;
      if (!input) return;
      if (each && each.error) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    });
    now.kpis.forEach(drawHint);
    drawFindings(list);
    one("place").textContent = made.record.id && now.region ? "Место файла YAML в базе: regions/" + now.region + "/roadmaps/" + made.record.id + ".yml. Проверить: smarteka roadmap check " + made.record.id : "";
    later(made.record);
    return made;
  }
  // What has not changed is left in its place: a click on it may be under way.
  var drawn = new WeakMap();
  function same(place, value) {
    var key = JSON.stringify(value), is = drawn.get(place) === key;
    drawn.set(place, key);
    return is;
  }
  function drawFindings(list) {
    if (same(one("findings"), list.map(function (each) { return [each.path, place(each.path), each.text]; }))) return;
    if (!list.length) {
      fillPlace("findings", [element("p", { text: "Замечаний нет: карту можно утверждать." })]);
      return;
    }
    fillPlace("findings", [
      element("p", { text: "Чего не хватает: " + list.length + "." }),
      element("ul", { "class": "rb__findings" }, list.map(function (each) {
        return element("li", {}, [each.error ? element("b", { text: "Нужно. " }) : null, element("a", { href: "#" + place(each.path), "data-go": place(each.path), text: each.text })]);
      }))
    ]);
  }
  function place(path) { // id of the field or of the button that adds what is missing
    return document.getElementById("f-" + path) ? "f-" + path : document.getElementById("add-" + path) ? "add-" + path : "f-title";
  }
  function drawHint(kpi, k) {
    var hint = page.querySelector('[data-hint="kpis.' + k + '"]');
    var found = target(kpi);
    if (same(hint, found)) return;
    hint.textContent = "";
    if (!found || !found.first_year) return;
    var first = found.first_year;
    var line = element("p", { text: first.shown ? "Цель первого года по методике: " + first.shown + "." : first.steps[0] });
    if (first.shown) line.appendChild(ui.button("Взять цель", "target", "kpis." + k, "Взять цель показателя " + (k + 1) + ": " + first.shown));
    hint.appendChild(line);
    var all = first.steps.concat(first.doubts.map(function (each) { return words.targets.doubtKinds[each.kind] + ". " + each.text; }));
    if (first.shown) hint.appendChild(element("details", {}, [
      element("summary", { text: "Ход расчёта" }), element("ul", {}, all.map(function (text) { return element("li", { text: text }); }))
    ]));
  }
  function target(kpi) { // by the rules of the target calculator
    if (!kpi.kind || (!kpi.current && words.targets.rules[kpi.kind].quarter !== "none")) return null;
    var unit = /рабоч/.test(kpi.unit) ? "working" : /календар/.test(kpi.unit) ? "calendar" : "days";
    return calculate({ kind: kpi.kind, current: kpi.current, unit: unit, benchmark: kpi.benchmark || "" });
  }

  // --- The form on the page, for reading and for paper

  var timer = 0;
  function later(record) {
    clearTimeout(timer);
    timer = setTimeout(function () { preview(record); }, 250);
  }
  function preview(record) {
    var made = forms.form(record, names());
    fillPlace("preview", [element("div", { "class": "rb__lines" }, made.lines.map(function (line) {
      return element("p", { "class": "is-" + line.look, text: line.text });
    }))].concat(made.tables.map(function (rows) {
      return element("div", { "class": "table-wrap", tabindex: "0", role: "group", "aria-label": "Таблица формы" }, [element("table", { "class": "rb__form" }, [
        element("tbody", {}, rows.map(function (cells) {
          return element("tr", {}, cells.map(function (cell) {
            return element("td", { colspan: cell.span, "class": "is-" + cell.look, text: cell.text });
          }));
        }))
      ])]);
    })));
  }

  // --- What somebody does

  function focus(id) {
    var found = document.getElementById(id);
    if (found) found.focus();
  }
  function typed(input) {
    var path = input.dataset.path;
    drafts.change(path, function (now) { ui.set(now, path, input.value); });
    drawDrafts();
    check();
  }
  // Name, title, indicators and sources follow the choice until somebody changes them.
  function chosen(path, value) {
    var was = follow();
    drafts.change("", function (now) { now[path] = value; });
    if (path === "life_situation") picked = { problems: {}, practices: {} };
    load().then(function () {
      drafts.change("", function (now) {
        var data = situation(), is = follow();
        if (!now.id || now.id === was.id) now.id = is.id;
        if (!now.title || now.title === was.title) now.title = is.title;
        if (!data) return;
        var taken = tools.toDraft(tools.compose(data, now.region, names().region, { problems: [], practices: [] }));
        if (!now.kpis.length) now.kpis = taken.kpis;
        if (!now.measures.length || !now.sources.length) now.sources = taken.sources;
      });
      render();
    });
  }
  function follow() {
    var now = draft();
    if (!now.region || !situation()) return { id: "", title: "" };
    return tools.compose(situation(), now.region, names().region, { problems: [], practices: [] });
  }
  function reopen() {
    tell("note", "");
    touched = {};
    picked = { problems: {}, practices: {} };
    render();
    load().then(render);
  }

  page.addEventListener("input", function (event) {
    if (event.target.dataset.path && event.target.tagName !== "SELECT") typed(event.target);
  });
  page.addEventListener("change", function (event) {
    var input = event.target;
    if (input.dataset.path) {
      touched[input.dataset.path] = true;
      if (input.dataset.path === "region" || input.dataset.path === "life_situation") chosen(input.dataset.path, input.value);
      else if (input.tagName !== "SELECT") settle();
      else {
        typed(input);
        if (/^kpis\.\d+\.kind$/.test(input.dataset.path)) {
          render();
          focus(input.id);
        }
      }
    } else if (input.dataset.link) {
      drafts.change("", function (now) { get(now, input.dataset.link).practices.push(input.value); });
      render();
      focus(input.id);
    } else if (input.dataset.pick) {
      if (input.dataset.pick === "problems") picked.problems[input.value] = input.checked;
      else picked.practices[(input.dataset.pick === "marked" ? "*" : "") + input.value] = input.checked;
      Array.prototype.forEach.call(page.querySelectorAll('[data-pick="practices"]'), function (box) { box.checked = picked.practices[box.value] !== false; });
    } else if (input.matches("[data-rb-drafts]")) {
      drafts.open(input.value);
      reopen();
    } else if (input.matches("[data-rb-file]")) bring(input);
  });
  page.addEventListener("focusout", function (event) {
    var path = event.target.dataset && event.target.dataset.path;
    if (!path || touched[path]) return;
    touched[path] = true;
    settle();
  });
  // A message that appears under a pressed mouse would move the button from under it.
  var pressed = false, waiting = false;
  function settle() {
    if (pressed) waiting = true;
    else check();
  }
  ["pointerdown", "pointerup", "pointercancel"].forEach(function (name) {
    document.addEventListener(name, function () {
      pressed = name === "pointerdown";
      if (pressed || !waiting) return;
      waiting = false;
      setTimeout(check, 0);
    }, true);
  });
  page.addEventListener("click", function (event) {
    var go = event.target.closest("[data-go]"), button = event.target.closest("[data-act]"), saving = event.target.closest("[data-save]");
    if (go) {
      event.preventDefault();
      focus(go.dataset.go);
    } else if (saving) save(saving.dataset.save);
    else if (button) ACTS[button.dataset.act](button.dataset.at, button);
  });

  function moved(path, by) {
    var place = ui.at(draft(), path)[1] + by, to = path.replace(/\d+$/, place);
    drafts.change("", function (now) {
      var list = ui.at(now, path)[0];
      list.splice(place, 0, list.splice(place - by, 1)[0]);
    });
    render();
    focus("f-" + to + (/^approvals/.test(to) ? ".body" : ".title"));
    say("Переставлено на место " + (place + 1));
  }
  var ACTS = {
    add: function (path) {
      var list = path.split(".").pop(), place = get(draft(), path).length;
      drafts.change("", function (now) { get(now, path).push(copy(BLANKS[list])); });
      render();
      focus("f-" + path + "." + place + (list === "approvals" ? ".body" : ".title"));
    },
    remove: function (path) {
      drafts.change("", function (now) {
        var found = ui.at(now, path);
        found[0].splice(found[1], 1);
      });
      touched = {};
      render();
      say("Убрано. Вернуть: кнопка «Отменить» вверху страницы.");
      focus("add-" + path.replace(/\.\d+$/, ""));
    },
    unlink: function (path) {
      drafts.change("", function (now) {
        var found = ui.at(now, path);
        found[0].splice(found[1], 1);
      });
      render();
      focus("f-" + path.split(".").slice(0, 2).join(".") + ".title");
    },
    up: function (path) { moved(path, -1); },
    down: function (path) { moved(path, 1); },
    target: function (path) {
      var found = target(get(draft(), path));
      drafts.change("", function (now) { get(now, path).target = found.first_year.value.replace(".", ","); });
      render();
      focus("f-" + path + ".target");
      say("Цель: " + found.first_year.shown);
    },
    take: take,
    all: function (path, button) { pickAll(true, button); },
    none: function (path, button) { pickAll(false, button); },
    "new": function () {
      drafts.add(empty());
      reopen();
      say("Новый черновик");
      focus("f-region");
    },
    drop: function () {
      if (!window.confirm("Удалить этот черновик? Вернуть его будет нельзя.")) return;
      drafts.remove();
      reopen();
      say("Черновик удалён");
    },
    undo: function () { stepped(drafts.undo(), "undo", "Отменено"); },
    redo: function () { stepped(drafts.redo(), "redo", "Возвращено"); }
  };
  function pickAll(on, button) {
    situation().problems.forEach(function (each) { picked.problems[each.number] = on; });
    drawTake();
    page.querySelector('[data-act="' + button.dataset.act + '"]').focus();
  }
  function stepped(done, act, text) {
    if (!done) return;
    render();
    load().then(render);
    say(text);
    var button = page.querySelector('[data-act="' + act + '"]');
    if (!button.disabled) button.focus();
  }

  function save(type) {
    var made = check(), record = made.record;
    if (made.faults.length) {
      made.faults.forEach(function (each) { touched[each.path] = true; });
      check();
      say("Не скачать, пока не исправлено: " + made.faults[0].text);
      focus(place(made.faults[0].path));
      return;
    }
    load().then(function () {
      var found = names();
      if (type === "docx") return files.word(forms.form(record, found), record.title);
      if (type === "xlsx") return kit.files.excel(forms.form(record, found));
      if (type === "csv") return kit.files.csv(forms.table(record, found));
      return type === "json" ? kit.files.json(record) : files.yaml(kit.ordered(record));
    }).then(function (data) {
      files.save(data, record.id + "." + type);
      trouble("");
      say("Файл " + record.id + "." + type + " готов");
    }).catch(function (error) { trouble(error.message); });
  }
  function bring(input) {
    var file = input.files[0];
    input.value = "";
    if (!file) return;
    var isBook = /\.xlsx$/i.test(file.name);
    (isBook ? fromWorkbook(file) : file.text().then(files.parse)).then(function (found) {
      var values = isBook ? found.values : found, fault = strange(values);
      if (fault) throw new Error(fault);
      drafts.add(tools.toDraft(values));
      trouble("");
      reopen();
      if (isBook) tell("note", found.existing ? roadmapForm.keptFrom : roadmapForm.kept);
      say("Открыт файл " + file.name);
      focus("f-region");
    }).catch(function (error) {
      if (error.faults) {
        var told = error.faults.slice(0, MOST_FAULTS).map(function (each) { return each.text.charAt(0).toUpperCase() + each.text.slice(1) + "."; });
        if (error.faults.length > MOST_FAULTS) told.push("И ещё таких мест: " + (error.faults.length - MOST_FAULTS) + ".");
        trouble(["Файл «" + file.name + "» не открыт."].concat(told).join("\n"));
        return;
      }
      trouble("Файл «" + file.name + "» не открыт. " + (/^[А-ЯЁ]/.test(error.message) ? error.message : "Это не YAML и не JSON: " + error.message.split("\n")[0]));
    });
  }
  // The form of appendix 2, filled in Excel: scripts that read it come when they are needed.
  var MOST_FAULTS = 12, MOST_SHARDS = 40, roadmapForm = null;
  window.smartekaRoadmapForm = function (facts) { roadmapForm = facts; };
  function fromWorkbook(file) {
    var needed = ["assets/roadmap/workbook.js", "assets/roadmap/import.js", "data/roadmap-form.js"];
    return needed.reduce(function (before, address) {
      return before.then(function () { return script(address); });
    }, Promise.resolve()).then(function () {
      if (!kit.workbook || !kit.importForm || !roadmapForm) {
        needed.forEach(function (address) { delete scripts[address]; });
        throw new Error("Не загрузилось то, чем читают книги Excel. Проверьте связь и попробуйте ещё раз.");
      }
      return file.arrayBuffer();
    }).then(function (data) { return kit.workbook(data, words.form.kpi, roadmapForm); }).then(function (book) {
      return kit.importForm(book, file.name, words, { facts: roadmapForm, situation: loaded, practices: known, existing: existing });
    });
    function existing(id, region, situation) { // a draft of that name gives what the form does not hold, the open one first
      var found = [draft()].concat(drafts.values()).filter(function (each) {
        return each.id === id && each.region === region && each.life_situation === situation;
      })[0];
      return found ? tools.toRecord(found).record : null;
    }
    function loaded(id) {
      return Promise.resolve(situations[id] || script("data/situations/" + id + ".js")).then(function () {
        if (!situations[id]) throw new Error("Проблемы и практики этой ситуации не загрузились. Обновите страницу.");
        return situations[id];
      });
    }
    function known(all) { // practices that can be named: at hand, or all of a base that is not too large to be fetched
      var wanted = [];
      for (var i = 0; all && i < Number(page.dataset.shards) && Number(page.dataset.shards) <= MOST_SHARDS; i += 1) wanted.push(script("data/cards/" + i + ".js"));
      return Promise.all(wanted).then(function () {
        var found = Object.assign({}, cards);
        Object.keys(situations).forEach(function (id) { Object.assign(found, situations[id].practices); });
        return Object.keys(found).sort().map(function (id) { return { id: id, title: found[id].title, regions: found[id].regions }; });
      });
    }
  }
  function strange(values) { // why this is no road map; empty if it is
    var isMap = function (value) { return Boolean(value) && typeof value === "object" && !Array.isArray(value); };
    var maps = function (list) { return list === undefined || (Array.isArray(list) && list.every(isMap)); };
    var texts = function (list) { return list === undefined || (Array.isArray(list) && list.every(function (each) { return typeof each === "string"; })); };
    if (!isMap(values) || typeof values.life_situation !== "string") return "В нём нет дорожной карты: нужны поля region, life_situation, kpis, measures.";
    var whole = ["kpis", "measures", "approvals", "sources", "notes"].every(function (name) { return maps(values[name]); }) && texts(values.aliases) &&
      (values.measures || []).every(function (measure) {
        return maps(measure.activities) && texts(measure.problems) && texts(measure.practices) && (measure.activities || []).every(function (each) {
          return texts(each.materials) && texts(each.responsible);
        });
      });
    return whole ? "" : "Поля в нём устроены не так, как в дорожной карте. Проверьте файл: smarteka roadmap check ФАЙЛ.";
  }

  // A link from a page of a situation opens a draft of it.
  function fromAddress() {
    var asked = new URLSearchParams(location.search);
    var wanted = ["life_situation", "region"].map(function (name) {
      var value = asked.get(name === "region" ? "region" : "situation") || "";
      return page.querySelector('#f-' + name + ' option[value="' + value.replace(/[^a-z0-9-]/g, "") + '"]') ? value : "";
    });
    if (location.search) history.replaceState(null, "", location.pathname + location.hash);
    var names = ["life_situation", "region"];
    if (names.every(function (name, i) { return !wanted[i] || draft()[name] === wanted[i]; })) return;
    if (names.some(function (name, i) { return wanted[i] && draft()[name] && draft()[name] !== wanted[i]; })) drafts.add(empty());
    if (wanted[1] && wanted[0]) drafts.change("", function (now) { now.region = wanted[1]; });
    if (wanted[0]) chosen("life_situation", wanted[0]);
    else chosen("region", wanted[1]);
  }

  one("tool").hidden = false;
  fromAddress();
  render();
  load().then(render);
})();
