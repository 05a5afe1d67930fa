// «Собрать дорожную карту»: the page. What it shares with other forms is in drafting/, data and rules in record.js, the form in form.js.
(function () {
  "use strict";

  var dom = window.smartekaDom, element = dom.element, page = document.querySelector("[data-roadmap-builder]");
  var kit = window.smartekaRoadmap, base = kit.base, taking = kit.taking, opening = kit.opening;
  var drafting = window.smartekaDrafting, ui = drafting.fields, get = ui.get;
  var words = JSON.parse(page.querySelector("[data-rb-words]").textContent);
  var tools = kit.tools(words), forms = kit.forms(words), parts = kit.parts(words), checks = kit.checks(words, tools);
  var CHOICES = ["region", "life_situation"];
  var BLANKS = {
    kpis: { title: "", kind: "", unit: "", current: "", target: "", year: "", actual: "", benchmark: "" },
    measures: { title: "", problem: "", problems: [], practices: [], activities: [] },
    activities: { title: "", result: "", materials: "", start: "", end: "", responsible: "", status: "planned" },
    approvals: { body: "", date: "", document: "" }
  };
  var touched = {}; // paths of fields that somebody has left

  var desk = drafting.desk(page, "rb", {
    store: "smarteka:roadmaps", first: "f-region", made: "Новый черновик",
    empty: function () { return Object.assign(tools.toDraft({}), { draft: true }); },
    draw: draw,
    forget: function () {
      desk.tell("note", "");
      touched = {};
      taking.forget();
    },
    loaded: function () {
      return base.load(draft()).then(function (said) { if (said) desk.trouble(said); });
    },
    save: save,
    read: function (file) {
      if (!/\.xlsx$/i.test(file.name)) return desk.read(file).then(function (values) { return { values: values, note: "" }; });
      return opening.workbook(file, words, existing);
    },
    take: function (found) {
      var fault = opening.strange(found.values);
      if (fault) throw new Error(fault);
      desk.open(tools.toDraft(found.values));
      desk.tell("note", found.note);
    },
    explained: opening.explained,
    acts: {
      add: function (path) {
        var list = path.split(".").pop(), place = get(draft(), path).length;
        change(function (now) { get(now, path).push(JSON.parse(JSON.stringify(BLANKS[list]))); });
        desk.focus(beginning(path + "." + place));
      },
      remove: function (path) {
        touched = {};
        takeOut(path);
        desk.say("Убрано. Вернуть: кнопка «Отменить» вверху страницы.");
        desk.focus("add-" + path.replace(/\.\d+$/, ""));
      },
      unlink: function (path) {
        takeOut(path);
        desk.focus("f-" + path.split(".").slice(0, 2).join(".") + ".title");
      },
      up: function (path) { moved(path, -1); },
      down: function (path) { moved(path, 1); },
      target: function (path) {
        var first = checks.target(get(draft(), path)).first_year;
        change(function (now) { get(now, path).target = first.value.replace(".", ","); });
        desk.focus("f-" + path + ".target");
        desk.say("Цель: " + first.shown);
      },
      take: take,
      all: function (at, button) { pickAll(true, button); },
      none: function (at, button) { pickAll(false, button); }
    }
  });
  function draft() { return desk.drafts.current(); }
  function change(make) {
    desk.drafts.change("", make);
    desk.render();
  }

  // --- Drawing the draft

  function draw() {
    var now = draft();
    CHOICES.forEach(function (path) { page.querySelector("#f-" + path).value = now[path]; });
    desk.fill("base", [ui.field(now, "title", "Название карты")]);
    desk.fill("filing", [ui.field(now, "id", "Имя записи", { hint: "Латинские буквы, цифры и дефис: так будут называться файлы." })]);
    desk.fill("take", taking.draw(now));
    Object.keys(parts).forEach(function (name) {
      desk.fillIn(page.querySelector('[data-rb-list="' + name + '"]'), now[name].map(function (_, place) { return parts[name](now, place); }));
    });
    check();
  }
  function check() {
    var now = draft(), made = tools.toRecord(now), told = {}, list = checks.found(made, touched);
    list.forEach(function (each) { if (each.shown && !told[each.path]) told[each.path] = each; });
    desk.tellFaults(told);
    now.kpis.forEach(function (kpi, k) {
      var hint = page.querySelector('[data-hint="kpis.' + k + '"]'), found = checks.target(kpi);
      if (!same(hint, found)) desk.fillIn(hint, checks.drawTarget(found, k));
    });
    var places = list.map(function (each) { return [each.path, kit.placeOf(each.path), each.text]; });
    if (!same(desk.one("findings"), places)) desk.fill("findings", checks.drawFindings(list));
    desk.one("place").textContent = made.record.id && now.region ? "Место файла YAML в базе: regions/" + now.region + "/roadmaps/" + made.record.id + ".yml. Проверить: smarteka roadmap check " + made.record.id : "";
    clearTimeout(timer);
    timer = setTimeout(preview, 250, made.record);
    return made;
  }
  var timer = 0;
  // What has not changed is left in its place: a click on it may be under way.
  var drawn = new WeakMap();
  function same(place, value) {
    var key = JSON.stringify(value), is = drawn.get(place) === key;
    drawn.set(place, key);
    return is;
  }
  // The form on the page, for reading and for paper.
  function preview(record) {
    var made = forms.form(record, base.names(draft()));
    desk.fill("preview", [element("div", { "class": "rb__lines" }, made.lines.map(function (line) {
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

  function beginning(path) { // id of the first field of a part
    return "f-" + path + (/^approvals/.test(path) ? ".body" : ".title");
  }
  function takeOut(path) {
    change(function (now) {
      var found = ui.at(now, path);
      found[0].splice(found[1], 1);
    });
  }
  function moved(path, by) {
    var place = ui.at(draft(), path)[1] + by;
    change(function (now) {
      var list = ui.at(now, path)[0];
      list.splice(place, 0, list.splice(place - by, 1)[0]);
    });
    desk.focus(beginning(path.replace(/\d+$/, place)));
    desk.say("Переставлено на место " + (place + 1));
  }
  function typed(input) {
    var path = input.dataset.path;
    desk.drafts.change(path, function (now) { ui.set(now, path, input.value); });
    desk.drawBar();
    check();
  }
  // Name, title, indicators and sources follow the choice until somebody changes them.
  function chosen(path, value) {
    var was = drafted() || { id: "", title: "" }, key = desk.drafts.key();
    desk.drafts.change("", function (now) { now[path] = value; });
    if (path === "life_situation") taking.forget();
    base.load(draft()).then(function (said) {
      if (desk.drafts.key() !== key) return; // somebody has gone over to another draft meanwhile
      if (said) desk.trouble(said);
      change(function (now) {
        var is = drafted() || { id: "", title: "" };
        if (!now.id || now.id === was.id) now.id = is.id;
        if (!now.title || now.title === was.title) now.title = is.title;
        if (!base.situation(now)) return;
        var taken = tools.toDraft(composed({ problems: [], practices: [] }));
        if (!now.kpis.length) now.kpis = taken.kpis;
        if (!now.measures.length || !now.sources.length) now.sources = taken.sources;
      });
    });
  }
  function composed(chosen) {
    return tools.compose(base.situation(draft()), draft().region, base.names(draft()).region, chosen);
  }
  function drafted() { // the record as it would be drafted, null where there is nothing to go by
    return draft().region && base.situation(draft()) ? composed({ problems: [], practices: [] }) : null;
  }
  function take() {
    var added = tools.toDraft(composed(taking.chosen(draft()))).measures, before = draft().measures.length;
    change(function (now) {
      added.forEach(function (measure) {
        var twin = now.measures.some(function (each) { return each.title === measure.title && each.problems.join() === measure.problems.join(); });
        if (!twin) now.measures.push(measure);
      });
    });
    var count = draft().measures.length - before;
    desk.say(count ? "Добавлено решений: " + count : added.length ? "Эти решения в карте уже есть" : "Ничего не отмечено");
    if (count) desk.focus("f-measures." + before + ".title");
  }
  function pickAll(on, button) {
    taking.pickAll(draft(), on);
    desk.fill("take", taking.draw(draft()));
    page.querySelector('[data-act="' + button.dataset.act + '"]').focus();
  }

  page.addEventListener("input", function (event) {
    if (event.target.dataset.path && event.target.tagName !== "SELECT") typed(event.target);
  });
  page.addEventListener("change", function (event) {
    var input = event.target, path = input.dataset.path;
    if (path) {
      touched[path] = true;
      if (CHOICES.indexOf(path) >= 0) chosen(path, input.value);
      else if (input.tagName !== "SELECT") settle();
      else {
        typed(input);
        if (/^kpis\.\d+\.kind$/.test(path)) desk.render();
      }
    } else if (input.dataset.link) {
      change(function (now) { get(now, input.dataset.link).practices.push(input.value); });
      desk.focus(input.id);
    } else if (input.dataset.pick) taking.pick(input);
  });
  page.addEventListener("focusout", function (event) {
    var path = event.target.dataset && event.target.dataset.path;
    if (!path || touched[path]) return;
    touched[path] = true;
    settle();
  });
  page.addEventListener("click", function (event) {
    var go = event.target.closest("[data-go]");
    if (!go) return;
    event.preventDefault();
    desk.focus(go.dataset.go);
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

  // --- Files

  function save(type) {
    var made = check(), record = made.record, now = draft(), files = drafting.files;
    if (made.faults.length) {
      made.faults.forEach(function (each) { touched[each.path] = true; });
      check();
      desk.say("Не скачать, пока не исправлено: " + made.faults[0].text);
      desk.focus(kit.placeOf(made.faults[0].path));
      return null;
    }
    return base.load(now).then(function () {
      var found = base.names(now);
      if (type === "docx") return files.word(forms.form(record, found), record.title);
      if (type === "xlsx") return kit.files.excel(forms.form(record, found));
      if (type === "csv") return kit.files.csv(forms.table(record, found));
      return type === "json" ? kit.files.json(record) : files.yaml(kit.ordered(record));
    }).then(function (data) { return { data: data, name: record.id + "." + type }; });
  }
  function existing(id, region, situation) { // a draft of that name, the open one first
    var found = [draft()].concat(desk.drafts.values()).filter(function (each) {
      return each.id === id && each.region === region && each.life_situation === situation;
    })[0];
    return found ? tools.toRecord(found).record : null;
  }

  // A link from a page of a situation opens a draft of it.
  function fromAddress() {
    var asked = new URLSearchParams(location.search), wanted = {};
    CHOICES.forEach(function (name) {
      var value = (asked.get(name === "region" ? "region" : "situation") || "").replace(/[^a-z0-9-]/g, ""); // a letter may add a comma
      wanted[name] = page.querySelector("#f-" + name + ' option[value="' + value + '"]') ? value : "";
    });
    if (location.search) dom.remember(location.pathname + location.hash);
    if (CHOICES.every(function (name) { return !wanted[name] || draft()[name] === wanted[name]; })) return;
    if (CHOICES.some(function (name) { return wanted[name] && draft()[name] && draft()[name] !== wanted[name]; })) desk.drafts.add(desk.empty());
    if (wanted.region && wanted.life_situation) desk.drafts.change("", function (now) { now.region = wanted.region; });
    if (wanted.life_situation) chosen("life_situation", wanted.life_situation);
    else chosen("region", wanted.region);
  }

  desk.one("tool").hidden = false;
  fromAddress();
  desk.render();
  desk.renderLoaded();
})();
