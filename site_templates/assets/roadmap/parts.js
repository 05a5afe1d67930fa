// Parts of a road map as fields: indicators, measures with their activities, approvals.
(function () {
  "use strict";

  var dom = window.smartekaDom, element = dom.element, kit = window.smartekaRoadmap, base = kit.base;
  var ui = window.smartekaDrafting.fields, field = ui.field;

  /** @param {object} words of the page @returns drawers of the parts of a draft, all of them (draft, place) → element */
  function parts(words) {
    function item(title, path, list, place, children) {
      return element("fieldset", { "class": "rb__item" }, [element("legend", { text: title })].concat(children, [
        element("div", { "class": "rb__tools" }, [
          ui.button("Выше", "up", path, "Выше: " + title, place === 0), ui.button("Ниже", "down", path, "Ниже: " + title, place === list.length - 1),
          ui.button("Убрать", "remove", path, "Убрать: " + title)
        ])
      ]));
    }
    function chip(text, act, path, href) {
      return element("li", {}, [
        href ? element("a", { href: href, text: text }) : element("span", { text: text }), ui.button("Убрать", act, path, "Убрать: " + text)
      ]);
    }

    function kpi(draft, k) {
      var path = "kpis." + k;
      return item("Показатель " + (k + 1), path, draft.kpis, k, [
        field(draft, path + ".title", "Показатель", { long: true }),
        element("div", { "class": "rb__row rb__row--numbers" }, [
          field(draft, path + ".unit", "Единица"), field(draft, path + ".kind", "Вид", { options: Object.assign({ "": "не назван" }, words.kpiKinds) }),
          field(draft, path + ".current", "Сейчас", { mode: "decimal" }), field(draft, path + ".target", "Цель", { mode: "decimal" }),
          field(draft, path + ".year", "Год цели", { mode: "numeric" }),
          draft.kpis[k].kind === "time" ? field(draft, path + ".benchmark", "Свой ориентир, дней", { mode: "decimal" }) : null
        ]),
        element("div", { "class": "rb__hint", "data-hint": path })
      ]);
    }
    function measure(draft, m) {
      var path = "measures." + m, now = draft.measures[m], number = m + 1;
      return item("Решение " + number, path, draft.measures, m, [
        field(draft, path + ".title", "Решение или мера", { long: true }),
        field(draft, path + ".problem", "Проблема или задача и её причины", { long: true }), links(draft, now, path), adding(draft, now, path, m)
      ].concat(now.activities.map(function (_, a) { return activity(draft, m, a); }), [
        element("p", { "class": "field__error", id: "e-" + path + ".activities", hidden: "" }),
        element("div", { "class": "rb__tools" }, [
          element("button", { type: "button", "class": "button", id: "add-" + path + ".activities", "data-act": "add", "data-at": path + ".activities", text: "Добавить мероприятие", "aria-label": "Добавить мероприятие к решению " + number })
        ])
      ]));
    }
    function links(draft, now, path) { // problems and practices that the measure names
      var problems = base.names(draft).problems;
      var chips = now.problems.map(function (id, i) {
        return chip("Проблема " + id.split("#")[1] + ": " + (problems[id] || id), "unlink", path + ".problems." + i);
      }).concat(now.practices.map(function (id, i) {
        var known = base.practice(draft, id);
        return chip("Практика: " + (known ? kit.label(known) : id), "unlink", path + ".practices." + i, known && dom.address(known.url));
      }));
      return chips.length ? element("ul", { "class": "rb__chips" }, chips) : null;
    }
    function adding(draft, now, path, m) { // practices that can be added by hand
      var data = base.situation(draft), own = data ? Object.keys(data.practices) : [];
      var offered = own.concat(base.marked(draft).filter(function (id) { return own.indexOf(id) < 0; }))
        .filter(function (id) { return now.practices.indexOf(id) < 0; });
      if (!offered.length) return null;
      return element("div", { "class": "field" }, [
        element("label", { "for": "add-practice-" + m, text: "Добавить практику" }),
        element("select", { id: "add-practice-" + m, "data-link": path }, [element("option", { value: "", text: "выберите" })].concat(offered.map(function (id) {
          return element("option", { value: id, text: kit.label(base.practice(draft, id)) });
        })))
      ]);
    }
    function activity(draft, m, a) {
      var path = "measures." + m + ".activities." + a;
      return item("Мероприятие " + (m + 1) + "." + (a + 1), path, draft.measures[m].activities, a, [
        field(draft, path + ".title", "Мероприятие"),
        element("div", { "class": "rb__row" }, [
          field(draft, path + ".result", "Ожидаемый результат"),
          field(draft, path + ".materials", "Готовые наработки", { hint: "Несколько – через точку с запятой." }),
          field(draft, path + ".responsible", "Ответственные", { hint: "Несколько – через точку с запятой." })
        ]),
        element("div", { "class": "rb__row rb__row--numbers" }, [
          field(draft, path + ".start", "Начало", { type: "date" }), field(draft, path + ".end", "Окончание", { type: "date" }),
          field(draft, path + ".status", "Состояние", { options: words.statuses })
        ])
      ]);
    }
    function approval(draft, i) {
      var path = "approvals." + i;
      return item("Утверждение " + (i + 1), path, draft.approvals, i, [element("div", { "class": "rb__row" }, [
        field(draft, path + ".body", "Кто утвердил"), field(draft, path + ".date", "Дата", { hint: "2027, 2027-03 или 2027-03-15" }),
        field(draft, path + ".document", "Документ")
      ])]);
    }

    return { kpis: kpi, measures: measure, approvals: approval };
  }

  kit.parts = parts;
})();
