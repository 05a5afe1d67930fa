// The page of a template: fill it in, keep drafts, take them away as files or on paper.
(function () {
  "use strict";

  var page = document.querySelector("[data-canvas-builder]");
  var dom = window.smartekaDom, element = dom.element;
  var kit = window.smartekaCanvas, drafting = window.smartekaDrafting, values = drafting.values, field = drafting.fields.field;
  var words = JSON.parse(page.querySelector("[data-cv-words]").textContent), template = words.template;
  var tools = kit.tools(words, template), forms = kit.forms(words);
  var JOURNEY = "smarteka:canvas:journey";
  var asked = {}; // paths of fields that a record of the base lacks, once somebody has wanted it
  var paperChosen = false;

  var desk = drafting.desk(page, "cv", {
    store: "smarteka:canvas:" + template.name, first: "f-title", made: "Новый лист",
    empty: function () { return tools.toDraft({}); },
    draw: draw, save: save, take: take,
    forget: function () { asked = {}; },
    acts: {
      add: function (phase) {
        var order = words.order.phases, place = 0;
        change(function (now) {
          place = now.stages.filter(function (each) { return order.indexOf(each.phase) <= order.indexOf(phase); }).length;
          now.stages.splice(place, 0, tools.stage(phase));
        });
        desk.focus("f-stages." + place + ".title");
      },
      remove: function (place) {
        change(function (now) { now.stages.splice(Number(place), 1); });
        desk.say("Этап убран. Вернуть: кнопка «Отменить» вверху страницы.");
        desk.focus("add-before");
      },
      earlier: function (place) { moved(Number(place), -1); },
      later: function (place) { moved(Number(place), 1); },
      example: openKnown,
      journey: function () {
        var found = journey();
        if (!found) return desk.trouble("Карты пути в этом браузере больше нет.");
        take(found);
        desk.say("Взяты этапы из карты пути");
        desk.focus("f-title");
      }
    }
  });
  function draft() { return desk.drafts.current(); }
  function change(make) {
    desk.drafts.change("", make);
    desk.render();
  }
  function titleOf(select, value) {
    return Array.prototype.reduce.call(page.querySelector(select).options, function (found, option) {
      return option.value && option.value === value ? option.textContent : found;
    }, value || words.sheet.gap);
  }
  function names() {
    return { situation: titleOf("#f-life_situation", draft().life_situation), region: titleOf("#f-region", draft().region) };
  }

  // --- Drawing the draft

  function draw() {
    var now = draft();
    ["life_situation", "region"].forEach(function (path) { page.querySelector("#f-" + path).value = now[path]; });
    desk.fill("title", [field(now, "title", "Название", { hint: "О чём этот лист. Например: путь семьи за выплатой, как сейчас" })]);
    desk.fill("base", template.head.map(drawHead));
    desk.fill("filing", [
      field(now, "source", "На чём основано", { hint: now.sources.length ? "Источники из файла останутся; здесь можно добавить свой" : "Интервью, наблюдения, документы – и когда" }),
      field(now, "id", "Имя записи", { hint: "Латинские буквы, цифры и дефис: так будет называться файл" })
    ]);
    desk.fill("body", template.columns ? now[template.columns].map(drawColumn) : drawBlocks());
    if (template.columns === "stages") drawAdding();
    check();
  }
  function options(none, name) {
    var found = { "": none };
    words.order[name].forEach(function (key) { found[key] = words[name][key]; });
    return found;
  }
  function drawHead(head) {
    var how = { state: { options: options("не выбрано", "states") }, date: { hint: "2027, 2027-03 или 2027-03-15" }, age: { mode: "numeric" } }[head];
    return field(draft(), head, words.heads[head], how);
  }
  function drawColumn(column, c, list) {
    var isStage = template.columns === "stages", path = template.columns + "." + c, now = draft();
    var name = words.phases[column.phase] + (isStage ? ", этап " + (c + 1) : ", " + words.formats[column.format]);
    var parts = [element("p", { "class": "cv__name", id: "n-" + path, text: name })];
    if (isStage) parts.push(field(now, path + ".title", "Этап", { long: true, rows: 1 }));
    template.rows.forEach(function (row) {
      if (row.line) parts.push(element("p", { "class": "cv__line", text: row.line }));
      parts.push(field(now, path + "." + row.name, row.title, { long: true, rows: row.short ? 1 : 3, placeholder: row.hint }));
      if (row.name === "emotions") parts.push(field(now, path + ".mood", "Настроение", { options: options("не отмечено", "moods") }));
    });
    if (isStage) parts.push(element("div", { "class": "rb__tools" }, [
      drafting.fields.button("←", "earlier", String(c), "Раньше: этап " + (c + 1), c === 0 && column.phase === "before"),
      drafting.fields.button("→", "later", String(c), "Позже: этап " + (c + 1), c === list.length - 1 && column.phase === "after"),
      drafting.fields.button("Убрать", "remove", String(c), "Убрать этап " + (c + 1))
    ]));
    var made = element("div", { "class": "cv__column cv__column--" + column.phase, role: "group", "aria-labelledby": "n-" + path }, parts);
    made.style.setProperty("--rows", parts.length);
    return made;
  }
  function drawAdding() {
    desk.fill("adding", [element("span", { text: "Добавить этап:" })].concat(words.order.phases.map(function (phase) {
      return element("button", { type: "button", "class": "button button--small", id: "add-" + phase, "data-act": "add", "data-at": phase, text: words.phases[phase].toLowerCase() });
    })));
  }
  function drawBlocks() {
    var rows = {};
    template.rows.forEach(function (row) { rows[row.name] = row; });
    return template.layout.reduce(function (all, names) {
      return all.concat(names.filter(function (name) { return rows[name]; }).map(function (name) {
        return field(draft(), "blocks." + name, rows[name].title, { long: true, rows: 4, hint: rows[name].hint });
      }));
    }, []);
  }

  // --- Checking, and the sheet below

  var timer = 0;
  function check() {
    var made = tools.toRecord(draft()), told = {};
    made.faults.forEach(function (each) {
      if (!each.missing || asked[each.path]) told[each.path] = { text: each.text, error: true };
    });
    desk.tellFaults(told);
    clearTimeout(timer);
    timer = setTimeout(preview, 250);
    return made;
  }
  function preview() {
    var record = tools.toRecord(draft()).record;
    record.title = record.title || template.title;
    var form = forms.form(template, record, names());
    if (!paperChosen && desk.one("paper").value !== form.paper) {
      desk.one("paper").value = form.paper; // many columns ask for a large sheet
      paper(form.paper);
    }
    desk.one("preview").className = "sheet sheet--" + template.name;
    desk.fill("preview", kit.sheet(form, template, words));
    return { form: form, record: record };
  }

  // --- What somebody does

  page.addEventListener("input", function (event) {
    var path = event.target.dataset.path;
    if (!path) return;
    desk.drafts.change(event.target.tagName === "SELECT" ? "" : path, function (now) { drafting.fields.set(now, path, event.target.value); });
    desk.drawBar();
    check();
  });
  desk.one("paper").addEventListener("change", function (event) {
    paperChosen = true;
    paper(event.target.value);
  });
  // A stage goes past its neighbour of the same phase, or into the next phase.
  function moved(place, by) {
    var phases = words.order.phases, to = place;
    change(function (now) {
      var list = now.stages, stage = list[place], other = list[place + by];
      if (other && other.phase === stage.phase) {
        to = place + by;
        list.splice(to, 0, list.splice(place, 1)[0]);
      } else stage.phase = phases[phases.indexOf(stage.phase) + by] || stage.phase;
    });
    desk.focus("f-stages." + to + ".title");
    desk.say(words.phases[draft().stages[to].phase] + ", этап " + (to + 1));
  }
  // Word and JSON take whatever there is; a record of the base needs its fields.
  function save(type) {
    var made = tools.toRecord(draft()), name = (made.record.id || template.slug) + "." + type;
    if (type === "yml" && made.faults.length) {
      made.faults.forEach(function (each) { asked[each.path] = true; });
      check();
      desk.trouble("Файл для базы не собрать, пока не заполнено. " + made.faults[0].text); // an alert: screen readers tell it
      desk.focus("f-" + made.faults[0].path);
      return null;
    }
    return Promise.resolve().then(function () {
      if (type === "json") return JSON.stringify(made.record, null, 2) + "\n";
      if (type === "yml") return drafting.files.yaml(made.record);
      var shown = preview();
      return drafting.files.word(shown.form, shown.record.title);
    }).then(function (data) { return { data: data, name: name }; });
  }
  function take(record) { // of this template, or of one that shares its rows
    var fault = strange(record);
    if (fault) throw new Error(fault);
    var found = tools.toDraft(record);
    if (record.template !== template.name) Object.assign(found, { id: "", title: "" });
    desk.open(found);
  }
  function strange(record) { // why this cannot be opened here; empty if it can
    if (!values.isMap(record) || !words.templates[record.template]) return "В нём нет заполненного шаблона: нужно поле template.";
    var given = words.templates[record.template];
    if (record.template !== template.name && !(given.columns === "stages" && template.columns === "stages")) {
      return "В нём другой шаблон – «" + given.title + "»: откройте его на странице этого шаблона.";
    }
    var whole = ["stages", "contacts", "sources", "notes"].every(function (name) { return values.every(record[name], values.isMap); }) &&
      (record.blocks === undefined || values.isMap(record.blocks)) &&
      ["aliases", "practices"].every(function (name) { return values.every(record[name], values.isText); });
    return whole ? "" : "Поля в нём устроены не так, как в шаблоне. Проверьте файл: smarteka check.";
  }

  // The blueprint goes on from the journey that was filled in here last.
  function journey() {
    var found = dom.stored(JOURNEY);
    var open = found && Array.isArray(found.drafts) && found.drafts.filter(function (each) { return each && each.key === found.open; })[0];
    return open && !strange(open.values) && (open.values.stages || []).some(function (each) { return each.title; }) ? open.values : null;
  }

  // A filled one of the base comes as a script, which works from a folder, too.
  kit.known = function (record) {
    try {
      take(record);
      desk.say("Открыт лист «" + record.title + "»: это копия, меняйте смело");
      desk.focus("f-title");
    } catch (error) {
      desk.trouble(error.message);
    }
  };
  function openKnown(id) { // each time anew: dom.script() would run it once
    var made = element("script", { src: dom.base + "data/canvases/" + id + ".js" });
    made.onload = function () { made.remove(); };
    made.onerror = function () {
      made.remove();
      desk.trouble("Лист не загрузился. Проверьте связь и попробуйте ещё раз.");
    };
    document.head.appendChild(made);
  }
  // A sheet of styles made by a script is let through by the site's content security policy, a <style> element is not.
  var sheet = null;
  function paper(size) {
    var text = "@media print{@page{size:" + size + " landscape;margin:10mm}:root{--paper-scale:" + (size === "A3" ? 1.35 : 1) + "}}";
    if ("adoptedStyleSheets" in document && "replaceSync" in CSSStyleSheet.prototype) {
      if (!sheet) {
        sheet = new CSSStyleSheet();
        document.adoptedStyleSheets = Array.prototype.slice.call(document.adoptedStyleSheets).concat(sheet);
      }
      sheet.replaceSync(text);
      return;
    }
    var style = document.getElementById("cv-paper") || document.head.appendChild(element("style", { id: "cv-paper" }));
    style.textContent = text;
  }

  desk.one("tool").hidden = false;
  var address = new URLSearchParams(location.search), situation = (address.get("situation") || "").replace(/[^a-z0-9-]/g, "");
  if (location.search) dom.remember(location.pathname + location.hash);
  if (situation && page.querySelector('#f-life_situation option[value="' + situation + '"]')) {
    if (draft().life_situation && draft().life_situation !== situation) desk.drafts.add(desk.empty());
    desk.drafts.change("", function (now) { now.life_situation = situation; });
  }
  function offerJourney() { desk.one("journey").hidden = !journey(); }
  if (desk.one("journey")) {
    offerJourney();
    dom.whenStored(JOURNEY, offerJourney);
  }
  desk.render();
  paper(desk.one("paper").value);
  if (/^[a-z0-9-]+$/.test(address.get("open") || "")) openKnown(address.get("open"));
})();
