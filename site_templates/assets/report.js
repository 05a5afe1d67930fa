// A report on the standard: filter of its items and the traffic light on another day; the state lives in the address.
(function () {
  "use strict";
  var dom = window.smartekaDom, root = document.querySelector("[data-report]");
  function all(selector, within) { return dom.all(selector, within || root); }
  var statuses = root.querySelector("[data-status-filter]");
  var form = root.querySelector("[data-report-filter]");
  var day = root.querySelector("[data-report-day]"), on = day.querySelector("input");
  var told = root.querySelector("[data-status-count]");
  var AS_OF = root.dataset.asOf, SOON = 30, DAY = 24 * 60 * 60 * 1000;
  var LIGHTS = {};
  all("[data-light-count]").forEach(function (count) {
    var row = count.parentNode;
    LIGHTS[count.dataset.lightCount] = {
      count: count, mark: row.querySelector(".st").textContent, title: row.lastChild.textContent.trim()
    };
  });
  var items = all(".item").map(function (element) {
    return {
      element: element, status: element.dataset.status, due: element.dataset.due, section: element.closest("[data-rss-section]").dataset.rssSection,
      doubts: element.dataset.doubts, light: element.querySelector("[data-light]"),
      square: root.querySelector('.strips a[href="#' + element.id + '"]'),
      bodies: all("[data-body]", element).map(function (body) { return body.textContent; })
    };
  });

  // The rule of generator/analysis/progress.py.
  function lightOf(item, date) {
    if (item.status === "done") return "done";
    if (!item.due) return "undated";
    if (item.due < date) return "overdue";
    return Date.parse(item.due) - Date.parse(date) <= SOON * DAY ? "soon" : "ahead";
  }
  function drawLights() {
    var date = on.value || AS_OF, counts = {};
    items.forEach(function (item) {
      var light = lightOf(item, date);
      counts[light] = (counts[light] || 0) + 1;
      item.overdue = light === "overdue";
      item.element.dataset.overdue = item.overdue ? "yes" : "no";
      if (item.square) item.square.classList.toggle("is-overdue", item.overdue);
      if (!item.light) return;
      var mark = item.light.querySelector(".st"), title = item.light.querySelector("[data-light-title]");
      mark.className = "st st--" + light;
      mark.textContent = LIGHTS[light].mark;
      title.textContent = LIGHTS[light].title;
      title.classList.toggle("overdue", item.overdue);
    });
    Object.keys(LIGHTS).forEach(function (light) { LIGHTS[light].count.textContent = counts[light] || 0; });
    root.querySelector("[data-overdue-count]").textContent = counts.overdue || 0;
  }
  function chosen() {
    return {
      status: statuses.querySelector("input:checked").value, section: form.elements.section.value, body: form.elements.body.value,
      doubts: form.elements.doubts && form.elements.doubts.checked ? "yes" : "", on: on.value === AS_OF ? "" : on.value
    };
  }
  function draw() {
    drawLights();
    var wanted = chosen(), shown = 0;
    items.forEach(function (item) {
      var fits = (!wanted.status || (wanted.status === "overdue" ? item.overdue : item.status === wanted.status)) &&
        (!wanted.section || item.section === wanted.section) && (!wanted.body || item.bodies.indexOf(wanted.body) >= 0) &&
        (!wanted.doubts || item.doubts === "yes");
      item.element.hidden = !fits;
      if (fits) shown += 1;
    });
    sections.forEach(function (part) {
      var total = part.all.length, left = part.all.filter(function (item) { return !item.hidden; }).length;
      part.section.hidden = !left;
      part.summary.textContent = left === total ? part.whole : left + " из " + total + " " + dom.plural(total, ["пункта", "пунктов", "пунктов"]);
    });
    var whole = shown === items.length && !wanted.on;
    if (shown < items.length) sections.forEach(function (part) { part.fold.open = true; });
    told.textContent = whole ? "" : "Показано: " + shown + " " + dom.plural(shown, ["пункт", "пункта", "пунктов"]) +
      (wanted.on ? ", светофор на " + wanted.on.split("-").reverse().join(".") : "");
  }
  function fromAddress() {
    var params = new URLSearchParams(location.search);
    var pick = function (options, value) {
      var known = options.filter(function (option) { return option.value === value; })[0] || options[0];
      known[known.tagName === "OPTION" ? "selected" : "checked"] = true;
    };
    pick(all("input", statuses), params.get("status") || "");
    pick(all("option", form.elements.section), params.get("section") || "");
    pick(all("option", form.elements.body), params.get("body") || "");
    if (form.elements.doubts) form.elements.doubts.checked = params.get("doubts") === "yes";
    on.value = /^\d{4}-\d\d-\d\d$/.test(params.get("on") || "") ? params.get("on") : AS_OF;
    if (!on.value) on.value = AS_OF;
    draw();
    openTarget(); // what was hidden on arrival may be where the address leads to
  }
  function release() {
    statuses.querySelector("input").checked = true;
    form.elements.section.selectedIndex = form.elements.body.selectedIndex = 0;
    if (form.elements.doubts) form.elements.doubts.checked = false;
  }
  function changed() {
    var params = new URLSearchParams(), wanted = chosen();
    Object.keys(wanted).forEach(function (name) { if (wanted[name]) params.set(name, wanted[name]); });
    var text = params.toString();
    dom.remember(location.pathname + (text ? "?" + text : ""), true);
    draw();
  }
  // What is led to is also read: the section and the text of an item open where the address, the strip or a list names it.
  var sections = all(".rss__items").map(function (fold) {
    var summary = fold.querySelector("summary");
    return { fold: fold, summary: summary, whole: summary.textContent, section: fold.closest("[data-rss-section]"), all: all(".item", fold) };
  });
  function openTarget() {
    var target = dom.target(location.hash);
    if (!target || !target.closest("[data-rss-section]")) return;
    if (target.closest("[hidden]")) { // the address names an item and a filter that hides it
      release();
      dom.remember(location.pathname + location.hash);
      draw();
    }
    target.closest("[data-rss-section]").querySelector(".rss__items").open = true;
    var text = target.querySelector(".item__more");
    if (text && target.matches(".item")) text.open = true;
    target.scrollIntoView();
  }
  var opener = form.querySelector("[data-open-all]");
  opener.addEventListener("click", function () {
    var open = opener.getAttribute("aria-pressed") !== "true";
    opener.setAttribute("aria-pressed", String(open));
    all(open ? ".item__more,.rss__items" : ".item__more").forEach(function (text) { text.open = open; });
  });
  window.addEventListener("hashchange", openTarget);
  root.addEventListener("smarteka:led", function () {
    release();
    changed();
  });
  [statuses, form, day].forEach(function (part) {
    part.hidden = false;
    part.addEventListener("change", changed);
  });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("popstate", fromAddress);
  // Where folds are closed, the sections come first.
  if (window.matchMedia("(max-width: 51.25em)").matches) sections.forEach(function (part) { part.fold.open = false; });
  fromAddress();
})();
