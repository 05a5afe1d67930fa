// The catalogue on Pagefind: words, facets, order, pages of twenty; the state lives in the address.
//
// All rows stand in the page already. Facets hide and show them; Pagefind (loaded at the first sign
// of typing) says which practices hold the words, and in which order. Without it the words are
// looked for in the rows as they are typed. Works as a module and as a classic script.
(function () {
  "use strict";
  const root = document.querySelector("[data-catalogue]") || document;
  const list = root.querySelector("[data-results]");
  const input = root.querySelector('input[type="search"]');
  if (!list || !input) return;

  const PAGE = 20;
  const PAUSE = 150; // ms without a key before the words are looked for
  const FACETS = ["region", "direction", "subcategory", "life_situation", "stage", "year"];
  const PRACTICES = ["практика", "практики", "практик"];
  // Metadata that Pagefind searches, too: the title and other names say most, ids say nothing.
  const META_WEIGHTS = {
    title: 8, names: 3, forms: 1, regions: 1, effect: 1, record_id: 0, type: 0, url: 0, stage: 0, date: 0,
  };
  const LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
  const CYRILLIC_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю";
  const STOP_WORDS = new Set(
    ("а без в во для до за и из или к ко как на над не о об от по под при про с со у чтобы что это").split(" ")
  );
  const script = document.currentScript;
  const base = new URL(
    document.documentElement.dataset.base || (script ? new URL("../", script.src).href : "../"), document.baseURI
  ).href;

  const one = (name) => root.querySelector(`[data-${name}]`);
  const plural = (n) => {
    const tens = n % 100, ones = n % 10;
    return PRACTICES[tens > 10 && tens < 15 ? 2 : ones === 1 ? 0 : ones > 1 && ones < 5 ? 1 : 2];
  };
  const plain = (text) => text.toLowerCase().replace(/ё/g, "е");
  const setText = (element, text) => { if (element) element.textContent = text; };
  const setHidden = (element, hidden) => { if (element) element.hidden = hidden; };

  const rows = Array.from(list.querySelectorAll("[data-result]"), (element, order) => {
    const data = element.dataset;
    const ids = (text) => (text ? text.split(" ") : []);
    return {
      element, order, id: data.recordId, title: data.title || "", date: data.date || "",
      adoptions: Number(data.adoptions) || 0, text: plain(`${data.title} ${element.textContent}`),
      values: {
        region: ids(data.region), direction: ids(data.direction), subcategory: ids(data.subcategory),
        life_situation: ids(data.lifeSituation), stage: ids(data.stage), year: ids(data.year),
      },
    };
  });
  const boxes = Array.from(root.querySelectorAll("input[name]")).filter((box) => FACETS.includes(box.name));
  const sort = one("sort");
  let shown = PAGE;
  let turn = 0; // the newest question; answers to older ones come too late
  let answer = null; // {places: record id → {rank, result}, note}, or null while there are no words

  // ---- what is chosen, and the address ------------------------------------------------------

  function chosen() {
    const found = Object.fromEntries(FACETS.map((name) => [name, []]));
    for (const box of boxes) if (box.checked) found[box.name].push(box.value);
    return found;
  }

  function fits(row, facets, besides) {
    return FACETS.every((name) =>
      name === besides || !facets[name].length || facets[name].some((value) => row.values[name].includes(value)));
  }

  function remember(newEntry) {
    const params = new URLSearchParams();
    const query = input.value.trim();
    if (query) params.set("q", query);
    const facets = chosen();
    for (const name of FACETS) for (const value of facets[name]) params.append(name, value);
    if (sort && sort.value !== "relevance") params.set("sort", sort.value);
    const text = params.toString();
    const address = location.pathname + (text ? `?${text}` : "");
    if (address === location.pathname + location.search) history.replaceState({ shown }, "");
    else history[newEntry ? "pushState" : "replaceState"]({ shown }, "", address);
  }

  function recall() {
    const params = new URLSearchParams(location.search);
    input.value = params.get("q") || "";
    for (const box of boxes) box.checked = params.getAll(box.name).includes(box.value);
    const order = params.get("sort");
    if (sort) sort.value = Array.from(sort.options).some((o) => o.value === order) ? order : "relevance";
    shown = (history.state && history.state.shown) || PAGE;
  }

  // ---- words ---------------------------------------------------------------------------------

  let engine = null; // a promise of {pagefind, practices, latin}

  function load() {
    engine = engine || Promise.all([
      import(`${base}pagefind/pagefind.js`),
      fetch(`${base}pagefind/records.json`).then((got) => got.ok ? got.json() : Promise.reject(new Error(got.status))),
    ]).then(async ([pagefind, records]) => {
      await pagefind.options({ excerptLength: 24, ranking: { metaWeights: META_WEIGHTS } });
      await pagefind.init();
      return { pagefind, practices: records.practices, latin: new Set(records.latin) };
    });
    engine.catch(() => { engine = null; }); // the next key tries again
    return engine;
  }

  // «cghfdrb» is «справки»: no Cyrillic, and no Latin word that the base knows.
  function retyped(query, latin) {
    const typed = query.toLowerCase();
    const words = typed.match(/[a-z]{2,}/g) || [];
    if (!words.length || /[а-яё]/.test(typed) || words.some((word) => latin.has(word))) return query;
    return Array.from(typed, (key) => {
      const place = LATIN_KEYS.indexOf(key);
      return place < 0 ? key : CYRILLIC_KEYS[place];
    }).join("");
  }

  function withoutStopWords(query) {
    const words = query.split(/\s+/).filter((word) => !STOP_WORDS.has(plain(word)));
    return words.length ? words.join(" ") : query;
  }

  async function find(query) {
    const { pagefind, practices, latin } = await load();
    const asked = retyped(query, latin);
    const { results } = await pagefind.search(withoutStopWords(asked), { filters: { type: "practice" } });
    const places = new Map();
    results.forEach((result, rank) => {
      const id = practices[result.id];
      if (id && !places.has(id)) places.set(id, { rank, result });
    });
    return { places, note: asked === query ? "" : `Ищем «${asked}».` };
  }

  function findInRows(query) {
    const words = plain(query).split(/\s+/);
    const found = rows.filter((row) => words.every((word) => row.text.includes(word)));
    return {
      places: new Map(found.map((row, rank) => [row.id, { rank, result: null }])),
      note: "Поиск с учётом форм слов не загрузился: ищем слова так, как они набраны.",
    };
  }

  async function ask() {
    const mine = (turn += 1);
    const query = input.value.trim();
    let found = null;
    if (query) {
      try {
        found = await find(query);
      } catch {
        found = findInRows(query);
      }
    }
    if (mine !== turn) return;
    answer = found;
    draw();
  }

  // ---- the page ------------------------------------------------------------------------------

  const orders = {
    date: (a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : a.order - b.order),
    title: (a, b) => a.title.localeCompare(b.title, "ru") || a.order - b.order,
    adoptions: (a, b) => b.adoptions - a.adoptions || a.order - b.order,
    relevance: (a, b) => (answer ? answer.places.get(a.id).rank - answer.places.get(b.id).rank : a.order - b.order),
  };

  function draw() {
    const facets = chosen();
    const withWords = answer ? rows.filter((row) => answer.places.has(row.id)) : rows;
    const found = withWords.filter((row) => fits(row, facets)).sort(orders[sort ? sort.value : "relevance"]);
    const visible = new Set(found.slice(0, shown));
    for (const row of rows) row.element.hidden = !visible.has(row);
    list.append(...found.map((row) => row.element)); // also for those who read on without the script's help
    for (const row of rows) drawExcerpt(row, visible.has(row));
    drawCounts(withWords, facets);
    drawChips(facets);
    setText(one("result-total"), String(found.length));
    setText(one("result-word"), plural(found.length));
    setText(one("search-status"), found.length ? `Найдено: ${found.length} ${plural(found.length)}` : "Ничего не нашлось");
    setHidden(one("empty"), found.length > 0);
    setHidden(one("more-wrap") || one("more"), found.length <= shown);
    const note = (answer && answer.note) || "";
    setText(one("search-note"), note);
    setHidden(one("search-note"), !note);
  }

  async function drawExcerpt(row, visible) {
    const place = row.element.querySelector("[data-excerpt]");
    if (!place) return;
    const found = visible && answer && answer.places.get(row.id);
    place.hidden = true;
    if (!found || !found.result) return;
    const mine = turn;
    const data = await found.result.data().catch(() => null);
    if (!data || mine !== turn || row.element.hidden || !data.excerpt.includes("<mark>")) return;
    place.replaceChildren(...marked(data.excerpt));
    place.hidden = false;
  }

  // Pagefind's excerpt is escaped text with <mark>; it becomes text and elements, never HTML.
  function marked(excerpt) {
    const letters = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&#x27;": "'", "&amp;": "&" };
    const text = (escaped) => escaped.replace(/&(?:lt|gt|quot|#39|#x27|amp);/g, (entity) => letters[entity]);
    return excerpt.split(/<mark>(.*?)<\/mark>/s).map((piece, i) => {
      if (i % 2 === 0) return document.createTextNode(text(piece));
      const mark = document.createElement("mark");
      mark.textContent = text(piece);
      return mark;
    });
  }

  // A number beside a value: what choosing it would show, all other facets being as they are.
  function drawCounts(withWords, facets) {
    for (const name of FACETS) {
      const counts = new Map();
      for (const row of withWords) {
        if (!fits(row, facets, name)) continue;
        for (const value of row.values[name]) counts.set(value, (counts.get(value) || 0) + 1);
      }
      for (const box of boxes) {
        if (box.name !== name) continue;
        const count = counts.get(box.value) || 0;
        setText(box.parentNode.querySelector("[data-facet-count]"), String(count));
        box.parentNode.classList.toggle("is-zero", count === 0);
      }
    }
    const picked = boxes.filter((box) => box.checked).length;
    setText(one("facets-count"), picked ? `(${picked})` : "");
  }

  function drawChips(facets) {
    const place = one("chips");
    if (!place) return;
    const chip = (label, remove) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "chip";
      button.textContent = label;
      button.setAttribute("aria-label", `Убрать: ${label}`);
      button.addEventListener("click", () => { remove(); changed(); input.focus(); });
      return button;
    };
    const chips = boxes.filter((box) => box.checked).map((box) =>
      chip(box.parentNode.querySelector("span").textContent, () => { box.checked = false; }));
    if (chips.length > 1) chips.push(chip("Сбросить всё", () => boxes.forEach((box) => { box.checked = false; })));
    place.replaceChildren(...chips);
  }

  // ---- events --------------------------------------------------------------------------------

  function changed() {
    shown = PAGE;
    remember(true);
    draw();
  }

  let timer = 0;
  input.addEventListener("focus", () => { load().catch(() => {}); });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => { shown = PAGE; remember(false); ask(); }, PAUSE);
  });
  if (input.form) {
    input.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(timer);
      shown = PAGE;
      remember(true);
      ask();
    });
  }
  for (const box of boxes) box.addEventListener("change", changed);
  if (sort) sort.addEventListener("change", changed);
  const more = one("more");
  if (more) {
    more.addEventListener("click", () => {
      const first = list.querySelectorAll("[data-result]:not([hidden])").length;
      shown += PAGE;
      remember(false);
      draw();
      const next = list.querySelectorAll("[data-result]:not([hidden])")[first];
      const link = next && next.querySelector("a");
      if (link) link.focus();
    });
  }
  for (const button of root.querySelectorAll("[data-facet-more]")) {
    button.addEventListener("click", () => {
      const facet = button.closest("[data-facet]");
      facet.classList.add("is-open");
      const next = facet.querySelector(".facet__option--more input");
      if (next) next.focus();
    });
  }
  window.addEventListener("popstate", () => { clearTimeout(timer); recall(); ask(); });

  setHidden(one("facets"), false);
  setHidden(one("sort-label"), false);
  recall();
  ask();
})();
