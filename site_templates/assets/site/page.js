// Comfort for every page: colours, keys, copying, printing, anchors. Nothing here is needed to read or to get about.
(function () {
  "use strict";

  var dom = window.smartekaDom, all = dom.all, root = document.documentElement;
  var THEME = "smarteka:theme"; // a bare word: theme.js reads it before the page is drawn

  // Theme: system by default, remembered once chosen.
  all("[data-theme-toggle]").forEach(function (button) {
    var dark = window.matchMedia("(prefers-color-scheme: dark)");
    function isDark() { return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches; }
    function show() { button.setAttribute("aria-pressed", String(isDark())); }
    button.hidden = false;
    show();
    dark.addEventListener("change", show);
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      show();
      try {
        localStorage.setItem(THEME, root.dataset.theme);
      } catch (error) {
        /* not remembered, still changed */
      }
    });
    dom.whenStored(THEME, function () { // chosen in another window, or on the page that one comes back from
      try {
        var chosen = localStorage.getItem(THEME);
        if (chosen === "dark" || chosen === "light") root.dataset.theme = chosen;
      } catch (error) {
        return;
      }
      show();
    });
  });

  // "/" goes to the search of the page, else of the header, unless somebody has switched it off in the footer, as who
  // speaks to the computer may: a letter dictated is a key pressed. Escape leaves the menu, and a list of headings.
  var MENUS = ".top__menu[open],.doc__jump[open]";
  var SLASH = "smarteka:slash", slash = document.querySelector("[data-slash]");
  if (slash) {
    var box = slash.querySelector("input");
    slash.hidden = false;
    box.checked = dom.stored(SLASH) !== false;
    box.addEventListener("change", function () { dom.store(SLASH, box.checked); });
    dom.whenStored(SLASH, function () { box.checked = dom.stored(SLASH) !== false; });
  }
  document.addEventListener("keydown", function (event) {
    var menu = document.querySelector(MENUS);
    if (event.key === "Escape" && menu) {
      menu.open = false;
      menu.querySelector("summary").focus({ preventScroll: true });
    }
    var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable || (slash && !box.checked);
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
    var menu = document.querySelector(MENUS);
    if (menu && (!menu.contains(event.target) || event.target.closest('a[href^="#"]'))) menu.open = false;
  });

  // Copy and print.
  all("[data-copy]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      var address = location.href.split("#")[0], today = new Date().toLocaleDateString("ru-RU");
      var from = button.dataset.copyFrom && document.querySelector(button.dataset.copyFrom);
      dom.copyBy(button, from ? from.textContent : button.dataset.copyWhat === "citation"
        ? button.dataset.copy + ". – URL: " + address + " (дата обращения: " + today + ")."
        : button.dataset.copy + ". Смартека. " + address);
    });
  });
  all("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });

  // Paper carries the address of its page, for eyes and for a telephone's camera.
  window.addEventListener("beforeprint", function () {
    var main = document.getElementById("main"), old = main && main.querySelector(".paper");
    if (old) old.remove();
    if (!main || !window.leanQr || location.protocol === "file:") return;
    var address = main.dataset.paper || location.href.split("#")[0];
    var code = null;
    try {
      code = window.leanQr.generate(address, { minCorrectionLevel: window.leanQr.correction.M });
    } catch (error) {
      return; // an address too long for a code is too long to be typed, too
    }
    var dots = "";
    for (var y = 0; y < code.size; y++) for (var x = 0; x < code.size; x++) if (code.get(x, y)) dots += "M" + x + " " + y + "h1v1h-1z";
    var paper = dom.element("p", { "class": "paper" });
    paper.innerHTML = '<svg role="img" aria-label="QR-код этой страницы" viewBox="-2 -2 ' + (code.size + 4) + " " + (code.size + 4) +
      '" shape-rendering="crispEdges"><path d="' + dots + '"/></svg><span></span>';
    paper.lastChild.textContent = dom.decoded(address);
    main.insertBefore(paper, main.firstChild);
  });

  // An iPhone tells no click on plain text: there the press beside the menu closes it.
  document.addEventListener("pointerdown", function (event) {
    var menu = document.querySelector(MENUS);
    if (menu && !menu.contains(event.target)) menu.open = false;
  });

  // Anchors: what has an id can be linked to. Items of a report have the strip above them for keys.
  all("#main :is(h2,h3,figure,tr,.item,.roadmap__measure)[id]").forEach(function (target) {
    var place = /^H[23]$/.test(target.tagName) ? target : target.querySelector("figcaption, th, h4, h3");
    if (!place || place.querySelector(".anchor, .headerlink")) return;
    var small = place.querySelector("small"), words = place.textContent.replace(small ? small.textContent : "", "").trim();
    var link = dom.element("a", { "class": "anchor", href: "#" + target.id, "aria-label": "Ссылка на это место: " + words, text: "#" });
    if (target.matches(".item")) link.tabIndex = -1;
    place.insertBefore(link, small);
  });

  // A list of headings or a cell's header says what they say, without the link to the place.
  all("#main :is(.anchor,.headerlink)").forEach(function (link) {
    var place = link.closest("h1,h2,h3,h4,th");
    if (!place || Object.keys(place.dataset).length) return; // what a script rewrites
    var copy = place.cloneNode(true);
    copy.querySelectorAll(".anchor, .headerlink").forEach(function (each) { each.remove(); });
    copy.querySelectorAll("small").forEach(function (each) { each.prepend(" "); });
    var words = copy.textContent.trim().replace(/\s+/g, " ");
    place.setAttribute("aria-label", words);
    if (link.matches(".headerlink")) link.setAttribute("aria-label", link.title + ": " + words);
  });
})();
