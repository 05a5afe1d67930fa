// The form for editors: Decap CMS, started where something can keep what is written.
//
// On the editor's own computer that is «smarteka serve», which says so in a header beside the settings;
// elsewhere the repository that mkdocs.yml names. Where there is neither, the page stays what it is.
(function () {
  "use strict";

  var page = document.querySelector("[data-form]");
  if (!page || location.protocol === "file:") return;
  var state = page.querySelector("[data-form-state]");
  var assets = document.currentScript.src.replace(/admin\/[^/]*$/, "");
  var service = new URL("api/v1", document.baseURI).href;
  var settings = new URL("config.yml", document.baseURI).href;
  var site = new URL("../", document.baseURI).href;
  // Decap's editor is 800 px wide at least; on a telephone it has to be narrower.
  var NARROW = '@media (max-width:819px){[class*="-EditorContainer"],[class*="-ToolbarContainer"]{min-width:0!important}[class*="-ToolbarSectionMeta"]{display:none!important}[class*="-ToolbarSectionBackLink"],[class*="-ToolbarSectionMain"]{padding:0 .5rem!important}}';
  var title = document.title, icon = document.querySelector("link[rel=icon]").href;

  if (["localhost", "127.0.0.1", "[::1]"].indexOf(location.hostname) >= 0) {
    fetch(settings).then(function (answer) {
      var here = (answer.headers.get("Smarteka-Form") || "").split(" ");
      if (here.indexOf("here") >= 0) {
        var review = here.indexOf("review") >= 0 && /[?&]review\b/.test(location.search);
        try { localStorage.setItem("decap-cms-user", '{"backendName":"proxy"}'); } catch (fault) { /* then the form asks to enter */ }
        start({ backend: { name: "proxy", proxy_url: service }, publish_mode: review ? "editorial_workflow" : "simple" });
      } else if (page.dataset.form) start({});
    });
  } else if (page.dataset.form) start({});

  function start(own) {
    state.hidden = false;
    state.textContent = "Форма загружается…";
    fetch(settings).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (text) {
      // The local server would reload the page after each saving, and with it what is not saved yet.
      window.dispatchEvent(new Event("beforeunload"));
      // A page of its own: neither styles nor listeners of the site are left.
      document.open();
      document.write('<!doctype html><html lang="ru"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" type="image/svg+xml"><title></title><style>' + NARROW + '</style></head><body><p role="status">Форма загружается…</p></body></html>');
      document.close();
      document.title = title;
      document.querySelector("link[rel=icon]").href = icon;
      window.CMS_MANUAL_INIT = true;
      return script("vendor/js-yaml.js").then(function () { return script("admin/record_file.js"); }).then(function () { return script("admin/words.js"); })
        .then(function () { return script("vendor/decap-cms.js"); })
        .then(function () {
          document.body.textContent = "";
          run(Object.assign(window.jsyaml.load(text), own, { load_config_file: false, site_url: site, display_url: site, logo: { src: icon, show_in_header: true } }));
        });
    }).catch(function (fault) {
      (document.querySelector("[role=status]") || document.body).textContent = "Форма не загрузилась. Обновите страницу; если не поможет, сообщите редакции: " + fault.message;
    });
  }

  function script(name) {
    return new Promise(function (done, failed) {
      var tag = document.createElement("script");
      tag.src = assets + name;
      tag.onload = done;
      tag.onerror = function () { failed(new Error("нет файла " + name)); };
      document.head.appendChild(tag);
    });
  }

  function run(config) {
    var files = window.smartekaRecordFile(window.jsyaml), kinds = {};
    config.collections.forEach(function (collection) {
      if (collection.fields) kinds[collection.name] = names(collection);
      (collection.files || []).forEach(function (file) { kinds[file.name] = names(file); });
    });
    config.collections.forEach(function (collection) {
      var folder = Boolean(collection.folder);
      window.CMS.registerCustomFormat(collection.format, "yml", {
        fromFile: function (text) { return files.read(text, folder ? kinds : null); },
        toFile: function (data, order) { return files.write(data, folder ? kinds[collection.name] : order || []); }
      });
    });
    // Records hold no pictures, so there is no library of them.
    window.CMS.registerMediaLibrary({ name: "none", init: function () { return { show: function () {}, enableStandalone: function () { return false; } }; } });
    window.smartekaFormWords(window.CMS, config.publish_mode === "simple");
    window.CMS.init({ config: config });
  }

  function names(collection) {
    return collection.fields.map(function (field) { return field.name; });
  }
})();
