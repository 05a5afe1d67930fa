// «Взять из базы»: problems of the life situation and practices that help, to be marked and taken over.
(function () {
  "use strict";

  var dom = window.smartekaDom, element = dom.element, kit = window.smartekaRoadmap, base = kit.base, ui = window.smartekaDrafting.fields;
  var problems = {}, practices = {}, marked = {}; // what is ticked: by number, by id (false: taken off), by id of a favourite

  function forget() {
    problems = {};
    practices = {};
    marked = {};
  }
  /** @param {HTMLInputElement} box that somebody has ticked or cleared */
  function pick(box) {
    ({ problems: problems, practices: practices, marked: marked })[box.dataset.pick][box.value] = box.checked;
    // A practice may stand under several problems.
    dom.all('[data-pick="practices"]').forEach(function (each) { each.checked = practices[each.value] !== false; });
  }
  function pickAll(draft, on) {
    base.situation(draft).problems.forEach(function (each) { problems[each.number] = on; });
  }
  function box(id, kind, value, on, children) {
    var input = element("input", { type: "checkbox", id: id, "data-pick": kind, value: value });
    input.checked = on;
    return element("div", { "class": "rb__pick" }, [input, element("label", { "for": id }, children)]);
  }
  function link(practice) {
    return element("a", { href: dom.address(practice.url), text: kit.label(practice) });
  }

  /** @param {object} draft @returns {Array<HTMLElement|null>} */
  function draw(draft) {
    var data = base.situation(draft);
    if (!data) return [element("p", { "class": "unknown", text: draft.life_situation ? "Загружаем…" : "Сначала выберите жизненную ситуацию." })];
    var others = base.marked(draft).filter(function (id) { return !data.practices[id]; });
    return [
      element("p", { "class": "muted", text: "Отметьте проблемы: в карту встанут решения, которые регион выполнит сам, и отмеченные практики. Решений с пометкой (Ф) в карте не будет: о них пишут предложения в АСИ." }),
      element("div", { "class": "rb__tools" }, [ui.button("Отметить все проблемы", "all"), ui.button("Снять отметки", "none")]),
      element("ul", { "class": "rb__take" }, data.problems.map(function (problem) { return problemRow(data, problem); })),
      others.length ? element("h3", { text: "Ваше избранное" }) : null,
      others.length ? element("ul", { "class": "rb__take" }, others.map(function (id) {
        return element("li", {}, [box("take-mark-" + id, "marked", id, Boolean(marked[id]), [link(base.practice(draft, id))])]);
      })) : null,
      element("button", { type: "button", "class": "button", "data-act": "take", id: "take-add", text: "Добавить отмеченное в карту" })
    ];
  }
  function problemRow(data, problem) {
    var inner = problem.solutions.map(function (each) {
      return element("li", { text: (each.federal ? "(Ф) " : "") + each.title, "class": each.federal ? "muted" : undefined });
    }).concat(problem.practices.map(function (each) {
      return element("li", {}, [box("take-" + problem.number + "-" + each.id, "practices", each.id, practices[each.id] !== false, [
        link(data.practices[each.id]), element("span", { "class": "muted", text: " " + each.why })
      ])]);
    }));
    return element("li", {}, [
      box("take-" + problem.number, "problems", problem.number, Boolean(problems[problem.number]), [element("b", { text: problem.number + ". " + problem.title })]),
      element("ul", {}, inner)
    ]);
  }
  /** What is ticked, as tools.compose() wants it. @param {object} draft @returns {{problems: number[], practices: string[], others: object}} */
  function chosen(draft) {
    var picked = base.situation(draft).problems.filter(function (each) { return problems[each.number]; }), found = [], others = {};
    picked.forEach(function (problem) {
      problem.practices.forEach(function (each) {
        if (practices[each.id] !== false && found.indexOf(each.id) < 0) found.push(each.id);
      });
    });
    base.marked(draft).forEach(function (id) {
      if (!marked[id] || found.indexOf(id) >= 0) return;
      found.push(id);
      others[id] = base.practice(draft, id);
    });
    return { problems: picked.map(function (each) { return each.number; }), practices: found, others: others };
  }

  kit.taking = { draw: draw, pick: pick, pickAll: pickAll, forget: forget, chosen: chosen };
})();
