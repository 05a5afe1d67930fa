// Lists that are narrowed where they stand, and forms that only lead on.
(function () {
  "use strict";

  var dom = window.smartekaDom, all = dom.all;

  // "I am from …": the chosen region opens at once by its button.
  all("[data-region-chooser]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      var address = form.elements.region.value;
      event.preventDefault();
      location.href = dom.address(address || "regions/");
    });
  });

  // What a link of the page names is shown, though a filter hides it: the filter hears of it and lets go. In the capturing
  // phase, so that folds are opened after that.
  function leadTo(fragment) {
    var target = dom.target(fragment), hiding = target && target.closest("[hidden]");
    if (hiding) hiding.dispatchEvent(new Event("smarteka:led", { bubbles: true }));
    return hiding && target;
  }
  document.addEventListener("click", function (event) { leadTo(dom.fragment(event)); }, true);
  window.addEventListener("hashchange", function () {
    var target = leadTo(location.hash);
    if (target) target.scrollIntoView();
  }, true);

  // Quick filters of lists: regions, glossary.
  all("[data-quick-filter]").forEach(function (label) {
    var input = label.querySelector("input");
    var items = all(input.dataset.quickInput);
    var texts = items.map(function (item) {
      return dom.fold((item.dataset.regionItem || item.dataset.term || "") + " " + item.textContent);
    });
    var sections = all(".district,.letter-terms"), folds = all(".letter-terms>.fold"), open = null; // open before anything was asked
    var counts = folds.map(function (fold) { return { text: fold.firstElementChild.firstChild, whole: fold.firstElementChild.firstChild.data }; });
    label.hidden = false;
    input.addEventListener("input", function () {
      var wanted = dom.fold(input.value.trim()), shown = 0;
      open = open || folds.map(function (fold) { return fold.open; });
      items.forEach(function (item, i) {
        item.hidden = texts[i].indexOf(wanted) < 0;
        if (!item.hidden) shown += 1;
      });
      sections.forEach(function (section) { section.hidden = !items.some(function (item) { return !item.hidden && section.contains(item); }); });
      folds.forEach(function (fold, i) {
        var own = items.filter(function (item) { return fold.contains(item); }), left = own.filter(function (item) { return !item.hidden; }).length;
        fold.open = Boolean(wanted) || open[i];
        counts[i].text.data = left === own.length ? counts[i].whole : left + " из " + own.length + " " + dom.plural(own.length, ["слова", "слов", "слов"]);
      });
      if (!wanted) open = null;
      dom.say(shown ? "Показано: " + shown : "Ничего не нашлось");
    });
    document.addEventListener("smarteka:led", function (event) {
      if (items.concat(sections).indexOf(event.target) < 0) return;
      input.value = "";
      input.dispatchEvent(new Event("input"));
    });
  });

  // Problems of a life situation: show a part, say how many are left.
  var group = document.querySelector("[data-problem-filter]"), problems = all(".problem");
  function narrow() {
    var value = group.querySelector("input:checked").value, shown = 0;
    problems.forEach(function (item) {
      item.hidden = value === "federal" ? item.dataset.federal !== "yes" : value === "white" && item.dataset.practices !== "0";
      if (!item.hidden) shown += 1;
    });
    return "Показано: " + shown + " " + dom.plural(shown, ["проблема", "проблемы", "проблем"]);
  }
  if (group) {
    group.hidden = false;
    group.addEventListener("change", function () { document.querySelector("[data-problem-count]").textContent = narrow(); });
    document.addEventListener("smarteka:led", function (event) {
      if (problems.indexOf(event.target) < 0) return;
      group.querySelector("input").checked = true;
      group.dispatchEvent(new Event("change"));
    });
    narrow(); // a browser that comes back to the page keeps what was chosen
  }

  // 404: search with the words of the last step of the address; those before it name lists.
  all("[data-lost-search]").forEach(function (input) {
    var last = dom.decoded(location.pathname).replace(/(index)?\.html$/, "").split("/").filter(Boolean).pop() || "";
    input.value = last.split(/[_.-]+/).filter(function (word) { return word && !/^(\d+|404)$/.test(word); }).slice(-6).join(" ");
  });
})();
