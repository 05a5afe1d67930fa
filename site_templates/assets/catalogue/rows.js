// A practice found by the engine as a row, and what a row says of why it is found.
(function () {
  "use strict";

  var dom = window.smartekaDom, element = dom.element, catalogue = window.smartekaCatalogue, titles = catalogue.titles;
  var typeset = window.smartekaTypography.typeset;
  var grades = JSON.parse(catalogue.root.dataset.grades);
  var first = catalogue.root.querySelector("[data-result]"), pattern = first && first.cloneNode(true);

  function text(tag, name, words) {
    return typeset(element(tag, { "class": name || undefined }), words, true);
  }
  /** A row that the page does not hold, after the pattern of those it does (_row.html). @param {object} hit of the engine @returns {HTMLElement} */
  function drawn(hit) {
    var item = pattern.cloneNode(true);
    function part(name) { return item.querySelector(name); }
    function told(place) { return hit.row[place] || ""; } // as generator/rendering/result_rows.py
    item.dataset.recordId = hit.id;
    item.dataset.title = hit.title;
    item.dataset.date = hit.date;
    var heading = part(".row__title");
    heading.textContent = "";
    heading.appendChild(typeset(element("a", { href: dom.address(hit.url) }), hit.title));
    if (told(7)) heading.append(" ", text("span", "draft-tag", told(7)));
    var summary = part(".row__summary");
    summary.textContent = "";
    typeset(summary, hit.summary);
    var meta = part(".row__meta"), mark = meta.querySelector("[data-mark]"), regions = hit.facets.region || [];
    meta.textContent = "";
    var place = meta.appendChild(text("span", regions.length ? "" : "unknown", regions.length ? "" : "регион не назван"));
    regions.forEach(function (id, i) {
      if (i) place.append(", ");
      place.appendChild(element("a", { href: dom.address("regions/" + id + "/"), text: titles["region " + id] || hit.regions[i] || id }));
    });
    var stage = meta.appendChild(text("span", "stage stage--" + hit.stage, titles["stage " + hit.stage] || hit.stage));
    if (told(1)) stage.appendChild(text("span", "stage__date", ", " + told(1)));
    if (told(5)) meta.appendChild(text("span", "outcome outcome--" + told(5), "при проверке: " + told(6)));
    var step = Number(told(0));
    if (step) {
      meta.appendChild(element("span", { "class": "grade", title: grades[step - 1][1] }, [
        element("span", { "class": "grade__dots", "aria-hidden": "true" }, grades.map(function (_, i) {
          return element("i", { "class": i < step ? "on" : undefined });
        })), grades[step - 1][0]
      ]));
    }
    mark.dataset.mark = hit.id;
    mark.querySelector(".sr").textContent = "Избранное: " + hit.title;
    meta.appendChild(mark);
    var effect = part(".row__effect");
    if (effect) effect.remove();
    if (told(2)) {
      var what = typeset(element("span"), told(3));
      if (told(4)) what.append("\u00a0", text("span", "nowrap", "– " + told(4)));
      part(".row").appendChild(element("p", { "class": "row__effect" + (told(4) ? " is-plan" : "") }, [text("b", "num", told(2)), what]));
    }
    return item;
  }

  /**
   * Marks the words in a row and says why it is found: there where it is first said, in each row it would be noise.
   * @param {HTMLElement} row @param {object|null} hit null: nothing is told @param {string} [why]
   */
  function excerpt(row, hit, why) {
    if (row.smartekaHit === hit) return; // drawn already, with the first of its list
    row.smartekaHit = hit;
    var place = row.querySelector("[data-excerpt]"), summary = row.querySelector(".row__summary");
    if (row.smartekaSummary === undefined) row.smartekaSummary = summary.textContent;
    place.textContent = "";
    if (summary.querySelector("mark")) again(summary, row.smartekaSummary);
    var asked = hit && catalogue.words(), parts = (asked && hit.snippetParts) || [], remarks = [];
    // A snippet that is the summary itself is marked there and not told twice.
    if (parts.length && flat(row.smartekaSummary) === flat(parts.map(function (part) { return part.text; }).join(""))) {
      again(summary, parts);
      parts = [];
    }
    if (asked && why) remarks.push(why);
    if (asked && hit.missing.length) remarks.push((hit.missing.length > 1 ? "нет слов: «" : "нет слова «") + hit.missing.join("», «") + "»");
    place.hidden = !parts.length && !remarks.length;
    typeset(place, parts);
    remarks.forEach(function (told) { place.append(" ", text("span", "row__why", told)); });
  }
  function again(summary, told) {
    summary.textContent = "";
    typeset(summary, told);
  }
  function flat(text) {
    return text.replace(/[\s\u00a0]+/g, " ").trim();
  }

  Object.assign(catalogue, { drawn: drawn, excerpt: excerpt, flat: flat });
})();
