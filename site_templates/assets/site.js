// Comfort for every page: nothing here is needed to read or to get about.
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };

  function plural(n, one, few, many) {
    var tens = n % 100, ones = n % 10;
    if (tens > 10 && tens < 15) return many;
    return ones === 1 ? one : ones > 1 && ones < 5 ? few : many;
  }

  // Theme: system by default, remembered once chosen.
  all("[data-theme-toggle]").forEach(function (button) {
    var dark = window.matchMedia("(prefers-color-scheme: dark)");
    var isDark = function () {
      return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
    };
    var show = function () {
      button.setAttribute("aria-pressed", String(isDark()));
    };
    button.hidden = false;
    show();
    dark.addEventListener("change", show);
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      show();
      try {
        localStorage.setItem("smarteka:theme", root.dataset.theme);
      } catch (error) {
        /* not remembered, still changed */
      }
    });
  });

  // "/" goes to the search of the page, else of the header; Escape leaves the menu.
  document.addEventListener("keydown", function (event) {
    var menu = document.querySelector(".top__menu[open]");
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    var field = document.querySelector('main input[type="search"]') || document.querySelector(".big-search input") ||
      document.querySelector("[data-top-search]");
    if (field) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
  document.addEventListener("click", function (event) {
    var menu = document.querySelector(".top__menu[open]");
    if (menu && !menu.contains(event.target)) menu.open = false;
  });

  // Copy and print. Where a page came by plain http, browsers hide their clipboard: the old way is left.
  function copy(text, done) {
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done);
      return;
    }
    var field = document.createElement("textarea");
    field.value = text;
    field.className = "sr";
    document.body.appendChild(field);
    field.select();
    if (document.execCommand("copy")) done();
    field.remove();
  }
  all("[data-copy]").forEach(function (button) {
    button.hidden = false;
    var label = button.textContent;
    button.addEventListener("click", function () {
      var address = location.href.split("#")[0], today = new Date().toLocaleDateString("ru-RU");
      var from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
      var text = from ? from.textContent : button.dataset.copyWhat === "citation"
        ? button.dataset.copy + ". – URL: " + address + " (дата обращения: " + today + ")."
        : button.dataset.copy + ". Смартека. " + address;
      copy(text, function () {
        button.focus();
        button.textContent = "Скопировано";
        setTimeout(function () { button.textContent = label; }, 2000);
      });
    });
  });
  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // Paper carries the address of its page, for eyes and for a telephone's camera.
  window.addEventListener("beforeprint", function () {
    var main = document.getElementById("main"), address = location.href.split("#")[0];
    if (!main || !window.leanQr || location.protocol === "file:" || main.querySelector(".paper")) return;
    var code = window.leanQr.generate(address, { minCorrectionLevel: window.leanQr.correction.M });
    var dots = "";
    for (var y = 0; y < code.size; y++) for (var x = 0; x < code.size; x++) if (code.get(x, y)) dots += "M" + x + " " + y + "h1v1h-1z";
    var paper = document.createElement("p");
    paper.className = "paper";
    paper.innerHTML = '<svg role="img" aria-label="QR-код этой страницы" viewBox="-2 -2 ' + (code.size + 4) + " " + (code.size + 4) +
      '" shape-rendering="crispEdges"><path d="' + dots + '"/></svg><span></span>';
    paper.lastChild.textContent = decodeURI(address);
    main.insertBefore(paper, main.firstChild);
  });

  // Anchors: what has an id can be linked to. Items of a report have the strip above them for keys.
  all("#main :is(h2,h3,figure,tr,.item,.roadmap__measure)[id]").forEach(function (target) {
    var place = /^H[23]$/.test(target.tagName) ? target : target.querySelector("figcaption, th, h4, h3");
    if (!place || place.querySelector(".anchor, .headerlink")) return;
    var link = document.createElement("a");
    link.className = "anchor";
    link.href = "#" + target.id;
    link.setAttribute("aria-label", "Ссылка на это место: " + place.textContent.trim());
    link.textContent = "#";
    if (target.matches(".item")) link.tabIndex = -1;
    place.insertBefore(link, place.querySelector("small"));
  });

  // Tables of hand-written pages become cards on a telephone, as those of records do. Forms to fill stay tables.
  all(".doc .prose table").forEach(function (table) {
    var heads = all("thead th", table).map(function (th) { return th.textContent.trim(); });
    var cells = all("tbody td", table);
    if (heads.length < 2 || heads.some(function (h) { return !h; }) ||
      cells.some(function (td) { return !td.textContent.trim(); })) return;
    table.classList.add("cards");
    all("tbody tr", table).forEach(function (row) {
      all("td", row).forEach(function (td, i) { if (i) td.dataset.label = heads[i]; });
    });
  });

  // What is wider than its place scrolls sideways: its cut edge fades, keys reach it and it has a name.
  if (window.ResizeObserver) all(".table-wrap, .cv__scroll").forEach(function (wrap) {
    var look = function () {
      var rest = wrap.scrollWidth - wrap.clientWidth;
      wrap.classList.toggle("is-cut", rest - wrap.scrollLeft > 1);
      if (rest > 1) wrap.tabIndex = 0;
      else wrap.removeAttribute("tabindex");
      if (rest <= 1 || wrap.hasAttribute("aria-label")) return;
      var section = wrap.closest("section"), title = wrap.querySelector("caption") || section && section.querySelector("h2, h3");
      wrap.setAttribute("role", "group");
      wrap.setAttribute("aria-label", title ? "Таблица: " + title.firstChild.textContent.trim() : "Таблица");
    };
    wrap.addEventListener("scroll", look, { passive: true });
    new ResizeObserver(look).observe(wrap);
  });

  // Abbreviations: hover, a tap, or a stop of the Tab key on the first of each shows what it stands for.
  var tip = null, met = {};
  function closeTip() {
    if (!tip) return;
    tip.owner.removeAttribute("aria-describedby");
    tip.remove();
    tip = null;
  }
  function openTip(abbr) {
    closeTip();
    tip = document.createElement("span");
    tip.owner = abbr;
    tip.id = "tip";
    tip.className = "tip";
    tip.setAttribute("role", "status");
    tip.textContent = abbr.title;
    document.body.appendChild(tip);
    abbr.setAttribute("aria-describedby", "tip");
    var box = abbr.getBoundingClientRect();
    var left = Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8);
    tip.style.left = Math.max(8, left) + window.scrollX + "px";
    // Below its word, or above where the window ends.
    var below = box.bottom + 6, above = box.top - 6 - tip.offsetHeight;
    tip.style.top = (below + tip.offsetHeight > window.innerHeight && above > 0 ? above : below) + window.scrollY + "px";
  }
  all("#main abbr[title]").forEach(function (abbr) {
    var part = abbr.closest("details:not([open])"), seen = part ? part.smartekaMet = part.smartekaMet || {} : met; // what is closed has stops of its own
    if (seen[abbr.textContent] || abbr.closest("a, summary")) return;
    seen[abbr.textContent] = true;
    abbr.tabIndex = 0;
    abbr.addEventListener("focus", function () { openTip(abbr); });
    abbr.addEventListener("blur", closeTip);
  });
  document.addEventListener("click", function (event) {
    var abbr = event.target.closest("abbr[title]");
    if (abbr && !abbr.closest("a")) openTip(abbr);
    else closeTip();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") closeTip();
  });

  // "I am from …": the chosen region opens at once by its button.
  all("[data-region-chooser]").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      var address = form.elements.region.value;
      event.preventDefault();
      var end = /index\.html$/.test(form.action) ? "index.html" : "";
      location.href = address ? form.action.replace(/regions\/(index\.html)?$/, "") + address + end : form.action;
    });
  });

  // Quick filters of lists: regions, glossary.
  all("[data-quick-filter]").forEach(function (label) {
    var input = label.querySelector("input");
    var items = all(input.dataset.quickInput);
    label.hidden = false;
    var fold = function (text) { return text.toLowerCase().replace(/ё/g, "е"); };
    var texts = items.map(function (item) {
      return fold((item.dataset.regionItem || item.dataset.term || "") + " " + item.textContent);
    });
    input.addEventListener("input", function () {
      var wanted = fold(input.value.trim());
      items.forEach(function (item, i) { item.hidden = texts[i].indexOf(wanted) < 0; });
      all(".district").forEach(function (section) {
        section.hidden = !section.querySelector("li:not([hidden])");
      });
    });
  });

  // Problems of a life situation: show a part, say how many are left.
  function filterGroup(group, name, items, test, status, forms) {
    if (!group) return;
    group.hidden = false;
    group.addEventListener("change", function () {
      var value = group.querySelector('input[name="' + name + '"]:checked').value;
      var shown = 0;
      items.forEach(function (item) {
        item.hidden = !test(item, value);
        if (!item.hidden) shown += 1;
      });
      status.textContent = "Показано: " + shown + " " + plural(shown, forms[0], forms[1], forms[2]);
    });
  }
  filterGroup(
    document.querySelector("[data-problem-filter]"), "show", all(".problem"),
    function (item, value) {
      return value === "all" || (value === "federal" ? item.dataset.federal === "yes" : item.dataset.practices === "0");
    },
    document.querySelector("[data-problem-count]"), ["проблема", "проблемы", "проблем"]
  );
  // 404: search with the words of the address.
  all("[data-lost-search]").forEach(function (input) {
    // The last step of the address: those before it name lists.
    var last = decodeURIComponent(location.pathname).replace(/(index)?\.html$/, "").split("/").filter(Boolean).pop() || "";
    input.value = last.split(/[_.-]+/).filter(function (word) { return word && !/^(\d+|404)$/.test(word); }).slice(-6).join(" ");
  });
})();
