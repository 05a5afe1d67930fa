// The page of a template: fill it in, keep drafts, take them away as files or on paper.
(function () {
  "use strict";
  var page = document.querySelector("[data-canvas-builder]");
  if (!page) return;

  var base = new URL("../../", document.currentScript.src).href;
  var kit = window.smartekaCanvas, drafting = window.smartekaDrafting, ui = drafting.fields, files = drafting.files;
  var element = ui.element, field = ui.field;
  var one = function (name) { return page.querySelector("[data-cv-" + name + "]"); };
  var words = JSON.parse(one("words").textContent), template = words.template;
  var tools = kit.tools(words, template), forms = kit.forms(words);
  var touched = {}, paperChosen = false;

  function empty() { return tools.toDraft({}); }
  function say(text) { one("status").textContent = text; }
  function trouble(text) {
    one("trouble").textContent = text;
    one("trouble").hidden = !text;
  }
  var drafts = drafting.drafts("smarteka:canvas:" + template.name, empty, trouble, function (mine) {
    if (mine) reopen();
    else drawDrafts();
  });
  function draft() { return drafts.current(); }
  function titleOf(select, value) {
    return Array.prototype.reduce.call(page.querySelector(select).options, function (found, option) {
      return option.value && option.value === value ? option.textContent : found;
    }, value || words.sheet.gap);
  }
  function names() {
    return { situation: titleOf("#f-life_situation", draft().life_situation), region: titleOf("#f-region", draft().region) };
  }

  // --- Drawing the draft

  function fillPlace(name, children) {
    var place = one(name);
    place.textContent = "";
    children.forEach(function (child) { if (child) place.appendChild(child); });
  }
  function render() {
    var now = draft(), active = document.activeElement && document.activeElement.id;
    drawDrafts();
    ["life_situation", "region"].forEach(function (path) { page.querySelector("#f-" + path).value = now[path]; });
    fillPlace("title", [field(now, "title", "Название", { hint: "О чём этот лист. Например: путь семьи за выплатой, как сейчас" })]);
    fillPlace("base", template.head.map(drawHead));
    fillPlace("filing", [
      field(now, "source", "На чём основано", { hint: now.sources.length ? "Источники из файла останутся; здесь можно добавить свой" : "Интервью, наблюдения, документы – и когда" }),
      field(now, "id", "Имя записи", { hint: "Латинские буквы, цифры и дефис: так будет называться файл" })
    ]);
    fillPlace("body", template.columns ? now[template.columns].map(drawColumn) : drawBlocks());
    if (template.columns === "stages") drawAdding();
    check();
    if (active && document.activeElement.id !== active) focus(active); // its field was drawn anew
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
      ui.button("←", "earlier", String(c), "Раньше: этап " + (c + 1), c === 0 && column.phase === "before"),
      ui.button("→", "later", String(c), "Позже: этап " + (c + 1), c === list.length - 1 && column.phase === "after"),
      ui.button("Убрать", "remove", String(c), "Убрать этап " + (c + 1))
    ]));
    var made = element("div", { "class": "cv__column cv__column--" + column.phase, role: "group", "aria-labelledby": "n-" + path }, parts);
    made.style.setProperty("--rows", parts.length);
    return made;
  }
  function drawAdding() {
    fillPlace("adding", [element("span", { text: "Добавить этап:" })].concat(words.order.phases.map(function (phase) {
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
      if (!each.missing || touched[each.path] === "asked") told[each.path] = each.text;
    });
    Array.prototype.forEach.call(page.querySelectorAll("[data-path]"), function (input) {
      var text = told[input.dataset.path], place = document.getElementById("e-" + input.dataset.path);
      if (text) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      if (!place || place.textContent === (text || "")) return;
      place.textContent = text || "";
      place.hidden = !text;
    });
    clearTimeout(timer);
    timer = setTimeout(preview, 250);
    return made;
  }
  function preview() {
    var record = tools.toRecord(draft()).record;
    record.title = record.title || template.title;
    var form = forms.form(template, record, names());
    if (!paperChosen && one("paper").value !== form.paper) {
      one("paper").value = form.paper; // many columns ask for a large sheet
      paper(form.paper);
    }
    one("preview").className = "sheet sheet--" + template.name;
    fillPlace("preview", kit.sheet(form, template, words));
    return { form: form, record: record };
  }

  // --- What somebody does

  function focus(id) {
    var found = document.getElementById(id);
    if (found) found.focus();
  }
  page.addEventListener("input", function (event) {
    var path = event.target.dataset.path;
    if (!path) return;
    drafts.change(event.target.tagName === "SELECT" ? "" : path, function (now) { ui.set(now, path, event.target.value); });
    drawDrafts();
    check();
  });
  page.addEventListener("change", function (event) {
    var input = event.target;
    if (input.matches("[data-cv-drafts]")) {
      drafts.open(input.value);
      reopen();
    } else if (input.matches("[data-cv-file]")) bring(input);
    else if (input.matches("[data-cv-paper]")) {
      paperChosen = true;
      paper(input.value);
    }
  });
  page.addEventListener("click", function (event) {
    var button = event.target.closest("[data-act]"), saving = event.target.closest("[data-save]");
    if (saving) save(saving.dataset.save);
    else if (button) ACTS[button.dataset.act](button.dataset.at);
  });
  function reopen() {
    touched = {};
    render();
  }
  // A stage goes past its neighbour of the same phase, or into the next phase.
  function moved(place, by) {
    var phases = words.order.phases, to = place;
    drafts.change("", function (now) {
      var list = now.stages, stage = list[place], other = list[place + by];
      if (other && other.phase === stage.phase) {
        to = place + by;
        list.splice(to, 0, list.splice(place, 1)[0]);
      } else stage.phase = phases[phases.indexOf(stage.phase) + by] || stage.phase;
    });
    render();
    focus("f-stages." + to + ".title");
    say(words.phases[draft().stages[to].phase] + ", этап " + (to + 1));
  }
  function stepped(done, act, text) {
    if (!done) return;
    render();
    say(text);
    var button = page.querySelector('[data-act="' + act + '"]');
    if (!button.disabled) button.focus();
  }
  var ACTS = {
    add: function (phase) {
      var order = words.order.phases, place = 0;
      drafts.change("", function (now) {
        place = now.stages.filter(function (each) { return order.indexOf(each.phase) <= order.indexOf(phase); }).length;
        now.stages.splice(place, 0, tools.stage(phase));
      });
      render();
      focus("f-stages." + place + ".title");
    },
    remove: function (place) {
      drafts.change("", function (now) { now.stages.splice(Number(place), 1); });
      render();
      say("Этап убран. Вернуть: кнопка «Отменить» вверху страницы.");
      focus("add-before");
    },
    earlier: function (place) { moved(Number(place), -1); },
    later: function (place) { moved(Number(place), 1); },
    example: function (id) { openKnown(id); },
    journey: function () {
      take(journey());
      say("Взяты этапы из карты пути");
      focus("f-title");
    },
    "new": function () {
      drafts.add(empty());
      reopen();
      say("Новый лист");
      focus("f-title");
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

  // Word and JSON take whatever there is; a record of the base needs its fields.
  function save(type) {
    var made = tools.toRecord(draft()), name = (made.record.id || template.slug) + "." + type;
    if (type === "yml" && made.faults.length) {
      made.faults.forEach(function (each) { touched[each.path] = "asked"; });
      check();
      say("Файл для базы не собрать: " + made.faults[0].text);
      trouble("Файл для базы не собрать, пока не заполнено. " + made.faults[0].text);
      focus("f-" + made.faults[0].path);
      return;
    }
    Promise.resolve().then(function () {
      if (type === "json") return JSON.stringify(made.record, null, 2) + "\n";
      if (type === "yml") return files.yaml(made.record);
      var shown = preview();
      return files.word(shown.form, shown.record.title);
    }).then(function (data) {
      files.save(data, name);
      trouble("");
      say("Файл " + name + " готов");
    }).catch(function (error) { trouble(error.message); });
  }
  function bring(input) {
    var file = input.files[0];
    input.value = "";
    if (!file) return;
    file.text().then(files.parse).then(function (values) {
      take(values);
      say("Открыт файл " + file.name);
      focus("f-title");
    }).catch(function (error) {
      trouble("Файл «" + file.name + "» не открыт. " + (/^[А-ЯЁ]/.test(error.message) ? error.message : "Это не YAML и не JSON: " + error.message.split("\n")[0]));
    });
  }
  function take(values) { // a record, also of a template that shares its rows
    var fault = strange(values);
    if (fault) throw new Error(fault);
    var found = tools.toDraft(values);
    if (values.template !== template.name) Object.assign(found, { id: "", title: "" });
    drafts.add(found);
    trouble("");
    reopen();
  }
  function strange(values) { // why this cannot be opened here; empty if it can
    var isMap = function (value) { return Boolean(value) && typeof value === "object" && !Array.isArray(value); };
    var maps = function (list) { return list === undefined || (Array.isArray(list) && list.every(isMap)); };
    if (!isMap(values) || !words.templates[values.template]) return "В нём нет заполненного шаблона: нужно поле template.";
    var given = words.templates[values.template];
    if (values.template !== template.name && !(given.columns === "stages" && template.columns === "stages")) {
      return "В нём другой шаблон – «" + given.title + "»: откройте его на странице этого шаблона.";
    }
    var whole = ["stages", "contacts", "sources", "notes"].every(function (name) { return maps(values[name]); }) && (values.blocks === undefined || isMap(values.blocks)) &&
      ["aliases", "practices"].every(function (name) { return values[name] === undefined || Array.isArray(values[name]); });
    return whole ? "" : "Поля в нём устроены не так, как в шаблоне. Проверьте файл: smarteka check.";
  }

  // The blueprint goes on from the journey that was filled in here last.
  function journey() {
    try {
      var found = JSON.parse(localStorage.getItem("smarteka:canvas:journey") || "null");
      var open = found.drafts.filter(function (each) { return each.key === found.open; })[0].values;
      return open.template === "journey" && open.stages.some(function (each) { return each.title; }) ? open : null;
    } catch (error) {
      return null;
    }
  }

  // A filled one of the base comes as a script, which works from a folder, too.
  window.smartekaCanvas.known = function (values) {
    try {
      take(values);
      say("Открыт лист «" + values.title + "»: это копия, меняйте смело");
      focus("f-title");
    } catch (error) {
      trouble(error.message);
    }
  };
  function openKnown(id) {
    var made = document.createElement("script");
    made.src = base + "data/canvases/" + id + ".js";
    made.onerror = function () { trouble("Лист не загрузился. Обновите страницу и попробуйте ещё раз."); };
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

  one("tool").hidden = false;
  var asked = new URLSearchParams(location.search);
  if (location.search) history.replaceState(null, "", location.pathname + location.hash);
  if (asked.get("situation") && page.querySelector('#f-life_situation option[value="' + asked.get("situation").replace(/[^a-z0-9-]/g, "") + '"]')) {
    if (draft().life_situation && draft().life_situation !== asked.get("situation")) drafts.add(empty());
    drafts.change("", function (now) { now.life_situation = asked.get("situation"); });
  }
  if (one("journey")) one("journey").hidden = !journey();
  render();
  paper(one("paper").value);
  if (/^[a-z0-9-]+$/.test(asked.get("open") || "")) openKnown(asked.get("open"));
})();
