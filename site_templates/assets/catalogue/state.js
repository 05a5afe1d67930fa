// What is asked of the catalogue: words, facets, order. The state lives in the address.
(function () {
  "use strict";

  var all = window.smartekaDom.all, root = document.querySelector("[data-catalogue]");
  var FACETS = ["life_situation", "region", "stage", "direction", "subcategory", "year"];
  var input = root.querySelector('input[type="search"]'), sort = one("sort"), boxes = all("[data-facet] input", root);
  var told = location.search; // what the page shows or is about to
  var titles = {}; // «facet value» → what it is called
  boxes.forEach(function (box) { titles[box.name + " " + box.value] = box.parentNode.querySelector("span").textContent; });

  /** The element of the catalogue that has the attribute data-NAME. @param {string} name @returns {HTMLElement} */
  function one(name) {
    return root.querySelector("[data-" + name + "]");
  }
  function words() {
    return input.value.trim();
  }
  /** @returns {Object<string, string[]>} chosen values by facet */
  function chosen() {
    var found = {};
    FACETS.forEach(function (name) { found[name] = []; });
    boxes.forEach(function (box) { if (box.checked) found[box.name].push(box.value); });
    return found;
  }
  function unchosen() { // neither facets nor an order
    return sort.value === "relevance" && !boxes.some(function (box) { return box.checked; });
  }
  function toAddress() {
    var params = new URLSearchParams(), facets = chosen();
    if (words()) params.set("q", words());
    FACETS.forEach(function (name) { facets[name].forEach(function (value) { params.append(name, value); }); });
    if (sort.value !== "relevance") params.set("sort", sort.value);
    var text = params.toString();
    return location.pathname + (text ? "?" + text : "");
  }
  // A jump within the page, by the link to its contents for one, changes nothing of what is asked.
  function isOther() { return location.search !== told; }
  function fromAddress() {
    told = location.search;
    var params = new URLSearchParams(location.search), order = params.get("sort");
    input.value = params.get("q") || "";
    boxes.forEach(function (box) { box.checked = params.getAll(box.name).indexOf(box.value) >= 0; });
    sort.value = all("option", sort).some(function (option) { return option.value === order; }) ? order : "relevance";
  }
  /** @param {boolean} push as a step that the button «back» undoes */
  function remember(push) {
    var address = toAddress();
    if (address === location.pathname + location.search) return;
    window.smartekaDom.remember(address, push);
    told = location.search;
  }

  window.smartekaCatalogue = {
    root: root, one: one, FACETS: FACETS, input: input, sort: sort, boxes: boxes, titles: titles, words: words, chosen: chosen,
    unchosen: unchosen, toAddress: toAddress, isOther: isOther, fromAddress: fromAddress, remember: remember
  };
})();
