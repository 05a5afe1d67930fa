// «Рассчитать цели»: a form, its result, the state in the address.
(function () {
  "use strict";

  var dom = window.smartekaDom, element = dom.element, calculator = window.smartekaTargets.calculator;
  var page = document.querySelector("[data-targets]");
  function all(selector, within) { return dom.all(selector, within || page); }
  var one = function (name) { return page.querySelector("[data-targets-" + name + "]"); };
  var definition = JSON.parse(one("definition").textContent);
  var calculate = calculator(definition).calculate;
  var form = one("form");
  var SHARED = ["title", "current", "position", "mean", "best"]; // one field for several kinds, kept apart
  var PARTS = [["current", "Сейчас"], ["first_year", "К концу первого года"], ["position", "По месту региона"]];
  var kept = {};
  var kind = "";
  var found = null;

  function fitsKind(input) {
    var part = input.closest("[data-for]");
    return !part || part.dataset.for.split(" ").indexOf(form.elements.kind.value) >= 0;
  }
  function inputs() {
    return all("input, select, textarea", form).filter(function (input) { return input.type !== "radio"; });
  }
  function fields() {
    var got = { kind: form.elements.kind.value };
    inputs().forEach(function (input) { if (input.value && fitsKind(input)) got[input.name] = input.value; });
    return got;
  }

  function showKind() {
    var chosen = form.elements.kind.value;
    if (kind && kind !== chosen) {
      kept[kind] = SHARED.map(function (name) { return form.elements[name].value; });
      SHARED.forEach(function (name, i) { form.elements[name].value = (kept[chosen] || [])[i] || ""; });
    }
    kind = chosen;
    all("[data-for]", form).forEach(function (part) { part.hidden = part.dataset.for.split(" ").indexOf(kind) < 0; });
  }
  function draw() {
    showKind();
    found = calculate(fields());
    drawProblems();
    var place = one("result");
    place.textContent = "";
    PARTS.forEach(function (part) { if (found[part[0]]) place.appendChild(outcome(part[1], found[part[0]])); });
    found.problems.forEach(function (each) {
      place.appendChild(element("p", { text: each.text, "class": isMissing(each) ? "muted" : "field__error" }));
    });
    if (found.doubts.length) place.appendChild(doubts(found.doubts));
    var title = form.elements.title.value.trim();
    one("heading").textContent = "Что вышло: " + (title || definition.rules[kind].title);
    one("row").disabled = !found.first_year && !found.position;
  }
  function isMissing(problem) {
    return /-missing$/.test(problem.code);
  }
  function drawProblems() {
    var told = {};
    found.problems.forEach(function (each) { if (!isMissing(each)) told[each.field] = each.text; });
    all(".field__error", form).forEach(function (place) {
      var name = place.id.slice(2), input = form.elements[name];
      place.textContent = told[name] || "";
      place.hidden = !told[name];
      if (told[name]) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
    });
  }
  function outcome(title, each) {
    var section = element("section", { "class": "calc__part" });
    var heading = section.appendChild(element("h3", { text: title + " " }));
    heading.appendChild(each.shown ? element("b", { text: each.shown, "class": "num warm" }) : element("span", { text: "не определить", "class": "unknown" }));
    var steps = section.appendChild(element("ol", { "class": "calc__steps" }));
    each.steps.forEach(function (step) { steps.appendChild(element("li", { text: step.replace(/ (?=%)/g, "\u00a0") })); });
    if (each.doubts.length) section.appendChild(doubts(each.doubts));
    return section;
  }
  function doubts(items) {
    var list = element("ul", { "class": "doubts" });
    items.forEach(function (each) {
      var item = list.appendChild(element("li"));
      item.appendChild(element("b", { text: definition.doubtKinds[each.kind] + "." }));
      item.appendChild(document.createTextNode(" " + each.text + " "));
      if (each.anchor) item.appendChild(element("a", { text: "Подробнее", href: page.dataset.methodology + dom.offline + "#" + each.anchor }));
    });
    return list;
  }
  function say(text) {
    one("status").textContent = text;
  }
  function tell() {
    var parts = PARTS.filter(function (part) { return found[part[0]] && found[part[0]].shown; });
    say(parts.map(function (part) { return part[1] + ": " + found[part[0]].shown; }).join(". ") ||
      found.problems.map(function (each) { return each.text; }).join(" "));
  }

  // State <-> address.
  function address() {
    var params = new URLSearchParams();
    var got = fields();
    Object.keys(got).forEach(function (name) { params.set(name, got[name]); });
    return location.pathname + "?" + params;
  }
  function fromAddress() {
    var params = new URLSearchParams(location.search);
    kind = "";
    kept = {};
    all('input[name="kind"]', form).forEach(function (radio, i) { radio.checked = i === 0 || radio.value === params.get("kind"); });
    all("details", form).forEach(function (details) { details.open = false; });
    inputs().forEach(function (input) {
      var value = fitsKind(input) && params.get(input.name) || "";
      if (input.tagName !== "SELECT") input.value = value;
      else input.value = all("option", input).some(function (option) { return option.value === value; }) ? value : input.options[0].value;
      var details = input.closest("details");
      if (details && value) details.open = true;
    });
    draw();
  }

  var timer = 0;
  form.addEventListener("input", function () {
    draw();
    dom.remember(address());
    clearTimeout(timer);
    timer = setTimeout(tell, 700); // a screen reader hears the result once the typing rests
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    tell();
  });
  one("clear").addEventListener("click", function () {
    dom.remember(location.pathname);
    fromAddress();
    say("Форма пуста");
    all('input[name="kind"]', form)[0].focus();
  });
  function row() {
    var part = function (name) { return (found[name] && found[name].shown) || ""; };
    var working = PARTS.map(function (each) { return found[each[0]] ? found[each[0]].steps.join(" ") : ""; }).filter(Boolean);
    return [form.elements.title.value.trim() || definition.rules[found.kind].title, found.now || "", part("first_year"), part("position"), working.join(" ")].join("\t");
  }
  one("link").addEventListener("click", function () {
    dom.copyBy(one("link"), location.href.split(/[?#]/)[0] + address().slice(location.pathname.length));
  });
  one("row").addEventListener("click", function () { dom.copyBy(one("row"), row()); });
  window.addEventListener("popstate", fromAddress);

  one("tool").hidden = false;
  all("[data-targets-try]").forEach(function (each) { each.hidden = false; });
  fromAddress();
})();
