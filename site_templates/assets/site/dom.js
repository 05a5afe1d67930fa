// What every script of ours needs of a page: elements, addresses, further scripts, the clipboard, storage, a voice.
//
// First part of site.js, which runs before the scripts of single pages: where it did not come, these stop at their
// first line, and the page stays what it is without scripts.
(function () {
  "use strict";

  var base = new URL("../", document.currentScript.src).href;
  var offline = location.protocol === "file:" ? "index.html" : ""; // a folder opens by its file
  var scripts = {}, flashes = new Map();

  /** @param {string} selector @param {ParentNode} [within] @returns {HTMLElement[]} */
  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }
  /**
   * A new element. Of the attributes, `text` is its text; what is undefined or false is left out, and so are children that are null.
   * @param {string} tag @param {Object<string, *>} [attributes] @param {Array<Node|null|undefined|string>} [children] @returns {HTMLElement}
   */
  function element(tag, attributes, children) {
    var made = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (name === "text") made.textContent = attributes.text;
      else if (attributes[name] !== undefined && attributes[name] !== false) made.setAttribute(name, attributes[name]);
    });
    (children || []).forEach(function (child) { if (child) made.append(child); });
    return made;
  }
  /** @param {number} n @param {string[]} forms of one, of two, of five @returns {string} */
  function plural(n, forms) {
    var tens = n % 100, ones = n % 10;
    return forms[tens > 10 && tens < 15 ? 2 : ones === 1 ? 0 : ones > 1 && ones < 5 ? 1 : 2];
  }
  function fold(text) { // for comparing letters alone
    return text.toLowerCase().replace(/ё/g, "е");
  }
  /** An address of the site, «practices/zont/#results», as this page has to call it. @param {string} url @returns {string} */
  function address(url) {
    var parts = url.split("#");
    return base + parts[0] + offline + (parts[1] ? "#" + parts[1] : "");
  }
  /** An address in letters, for eyes and for finding ids; what is badly written stays as it stands. @param {string} text @returns {string} */
  function decoded(text) {
    try {
      return decodeURI(text);
    } catch (error) {
      return text;
    }
  }
  /** @param {string} fragment of an address, «#results» @returns {HTMLElement|null} what it names on this page */
  function target(fragment) {
    return fragment.length > 1 ? document.getElementById(decoded(fragment.slice(1))) : null;
  }
  /** @param {Event} click @returns {string} the fragment, where it is on a link to a place of this very page, else nothing */
  function fragment(click) {
    var link = click.target.closest('a[href*="#"]');
    return link && link.href.split("#")[0] === location.href.split("#")[0] ? link.hash : "";
  }
  /** Loads a script of the site, once; after a failure it may be tried again. @param {string} url in the site @returns {Promise<void>} */
  function script(url) {
    scripts[url] = scripts[url] || new Promise(function (done, failed) {
      var made = document.createElement("script");
      made.src = new URL(url, base).href;
      made.onload = function () { done(); };
      made.onerror = function () {
        delete scripts[url];
        made.remove();
        failed(new Error("smarteka: " + url));
      };
      document.head.appendChild(made);
    });
    return scripts[url];
  }

  // --- Storage: closed in some private windows, full in others

  /** @param {string} key @returns {*} what was kept, null where nothing can be read */
  function stored(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch (error) {
      return null;
    }
  }
  /** @param {string} key @param {*} value @returns {boolean} whether it is kept */
  function store(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch (error) {
      return false;
    }
  }
  /**
   * Calls `changed` when the value may be another: another window has written it, or the page has come back from
   * the browser's memory, where it heard of nothing. @param {string} key @param {function(): void} changed
   */
  function whenStored(key, changed) {
    window.addEventListener("storage", function (event) { if (event.key === key || event.key === null) changed(); });
    window.addEventListener("pageshow", function (event) { if (event.persisted) changed(); });
  }

  // --- The address, and the way back

  /**
   * What the page shows, told by its address. Safari takes a hundred addresses in ten seconds, fewer than a key that is held down
   * gives: then the next one tells all. @param {string} address @param {boolean} [push] as a step that the button «back» undoes
   */
  function remember(address, push) {
    try {
      history[push ? "pushState" : "replaceState"](history.state, "", address);
    } catch (error) {
      /* the page shows what was asked for all the same */
    }
  }
  // Coming back, Safari empties the fields that are not to be completed, unless they hold what they came with.
  window.addEventListener("pagehide", function () {
    all('input[autocomplete="off"]').forEach(function (field) { field.defaultValue = field.value; });
  });

  // --- What is said

  var voice = document.body.appendChild(element("p", { "class": "sr", role: "status" }));
  /** To a screen reader. @param {string} text */
  function say(text) { voice.textContent = text; }

  /**
   * A button tells for two seconds what has come of it.
   * @param {HTMLElement} button @param {string} text @param {string} [said] to a screen reader, where that is something else
   */
  function flash(button, text, said) {
    var now = flashes.get(button) || { label: button.textContent, timer: 0 };
    clearTimeout(now.timer);
    now.timer = setTimeout(function () {
      button.textContent = now.label;
      flashes.delete(button);
    }, 2000);
    flashes.set(button, now);
    button.textContent = text;
    say(said === undefined ? text : said);
  }

  // Where a page came by plain http, browsers hide their clipboard: the old way is left.
  function copyOldWay(text) {
    var field = document.body.appendChild(element("textarea", { "class": "sr" })), before = document.activeElement;
    field.value = text;
    field.select();
    var done = document.execCommand("copy");
    field.remove();
    if (before) before.focus();
    if (!done) throw new Error("smarteka: clipboard");
  }
  /**
   * @param {string|Promise<string>} text what has still to come is given as a promise, within the click that asks for it: Safari takes
   * nothing later @returns {Promise<void>}
   */
  function copy(text) {
    if (!navigator.clipboard) return Promise.resolve(text).then(copyOldWay);
    if (typeof text === "string") return navigator.clipboard.writeText(text);
    if (!window.ClipboardItem) return text.then(function (come) { return navigator.clipboard.writeText(come); });
    var plain = text.then(function (come) { return new Blob([come], { type: "text/plain" }); });
    return navigator.clipboard.write([new ClipboardItem({ "text/plain": plain })]);
  }
  /** @param {HTMLElement} button which tells how it went @param {string} text */
  function copyBy(button, text) {
    copy(text).then(function () { flash(button, "Скопировано"); }, function () { flash(button, "Не скопировалось"); });
  }
  /** Gives somebody a file. @param {Blob} blob @param {string} name */
  function download(blob, name) {
    var link = document.body.appendChild(element("a", { href: URL.createObjectURL(blob), download: name }));
    link.click();
    link.remove();
    setTimeout(URL.revokeObjectURL, 60000, link.href); // an iPhone asks first whether to keep the file
  }

  window.smartekaDom = {
    base: base, offline: offline, all: all, element: element, plural: plural, fold: fold, address: address, decoded: decoded, target: target,
    fragment: fragment, script: script,
    stored: stored, store: store, whenStored: whenStored, remember: remember, say: say, flash: flash, copy: copy, copyBy: copyBy, download: download
  };
})();
