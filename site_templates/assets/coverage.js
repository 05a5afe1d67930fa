// The map of solutions: filter by model, federal mark and region; the state lives in the address.
(function () {
  "use strict";
  var dom = window.smartekaDom, root = document.querySelector("[data-coverage]");
  function all(selector, within) { return dom.all(selector, within || root); }
  var form = root.querySelector("[data-coverage-filter]");
  var sheet = root.querySelector("[data-coverage-sheet]");
  var status = root.querySelector("[data-coverage-status]");
  var opener = root.querySelector("[data-coverage-open]");
  var NAMES = ["model", "region", "federal", "show"];
  var groups = all("[data-coverage-group]").map(function (element) {
    return { element: element, part: element.querySelector("details"), tally: element.querySelector("[data-coverage-tally]") };
  });
  var rows = all("[data-problem]").map(function (element, order) {
    var own = groups.filter(function (group) { return group.element.contains(element); })[0];
    return {
      element: element, group: own, order: order, models: element.dataset.model.split(" "), federal: element.dataset.federal,
      count: element.querySelector("[data-coverage-count]"),
      helpers: all("[data-regions]", element).map(function (helper) {
        return { element: helper, regions: helper.dataset.regions.split(" ") };
      }),
      unnamed: unnamed(element.querySelector("[data-unnamed]"))
    };
  });

  // Practices that have no room here: how many, and how many by the place of the region in the choice.
  function unnamed(element) {
    var found = { element: element, all: element ? Number(element.dataset.unnamed) : 0, places: {} };
    (element && element.dataset.unnamedRegions || "").split(" ").forEach(function (pair) {
      var parts = pair.split(":");
      if (parts[1]) found.places[parts[0]] = Number(parts[1]);
    });
    return found;
  }
  function chosen() {
    var found = {};
    NAMES.forEach(function (name) { found[name] = form.elements[name].value; });
    return found;
  }
  function draw() {
    var wanted = chosen(), shown = 0, white = 0;
    groups.forEach(function (group) { group.shown = group.white = 0; });
    rows.forEach(function (row) {
      var more = wanted.region ? row.unnamed.places[form.elements.region.selectedIndex] || 0 : row.unnamed.all;
      row.found = more;
      if (row.unnamed.element) row.unnamed.element.hidden = !more;
      row.helpers.forEach(function (helper) {
        var fits = !wanted.region || helper.regions.indexOf(wanted.region) >= 0;
        helper.element.hidden = !fits;
        if (fits) row.found += 1;
      });
      row.count.textContent = row.found || "нет";
      var visible = (!wanted.model || row.models.indexOf(wanted.model) >= 0) &&
        (!wanted.federal || row.federal === wanted.federal) &&
        (!wanted.show || (wanted.show === "white") === (row.found === 0));
      row.element.hidden = !visible;
      if (visible) row.group.shown += 1;
      if (visible && !row.found) row.group.white += 1;
    });
    rows.slice().sort(function (a, b) { return a.found - b.found || a.order - b.order; }).forEach(function (row) {
      row.element.parentNode.appendChild(row.element);
    });
    var without = ", без практик" + (wanted.region ? " этого региона " : " ");
    groups.forEach(function (group) {
      shown += group.shown;
      white += group.white;
      group.element.hidden = !group.shown;
      group.tally.textContent = count(group.shown) + (group.white ? without + group.white : "");
    });
    status.textContent = "Показано: " + count(shown) + (white ? without + white : "") + ".";
  }
  function count(problems) {
    return problems + " " + dom.plural(problems, ["проблема", "проблемы", "проблем"]);
  }
  // What was asked of the problems is shown; a model only chooses situations, and these stay as they are.
  function openFound() {
    var wanted = chosen();
    if (wanted.region || wanted.federal || wanted.show) openAll(true);
  }
  function openAll(open) {
    groups.forEach(function (group) { group.part.open = open; });
    tellOpener();
  }
  function tellOpener() {
    opener.textContent = allOpen() ? "Свернуть все" : "Раскрыть все";
  }
  function allOpen() {
    return groups.every(function (group) { return group.part.open || group.element.hidden; });
  }
  function fromAddress() {
    var params = new URLSearchParams(location.search);
    NAMES.forEach(function (name) {
      var value = params.get(name) || "";
      var options = all('select[name="' + name + '"] option, input[name="' + name + '"]', form);
      var known = options.filter(function (option) { return option.value === value; })[0] || options[0];
      known[known.tagName === "OPTION" ? "selected" : "checked"] = true;
    });
    draw();
    openFound();
  }
  form.addEventListener("change", function () {
    var params = new URLSearchParams(), wanted = chosen();
    NAMES.forEach(function (name) { if (wanted[name]) params.set(name, wanted[name]); });
    var text = params.toString();
    dom.remember(location.pathname + (text ? "?" + text : "") + location.hash, true);
    draw();
    openFound();
    tellOpener();
  });
  opener.addEventListener("click", function () { openAll(!allOpen()); });
  groups.forEach(function (group) { group.part.addEventListener("toggle", tellOpener); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("popstate", fromAddress);
  sheet.hidden = opener.hidden = false;
  sheet.open = matchMedia("(min-width: 51.31em)").matches || NAMES.some(function (name) { return new URLSearchParams(location.search).get(name); });
  fromAddress();
})();
