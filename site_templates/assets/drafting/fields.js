// Elements of a page that somebody fills in: fields that know their path in the draft, lists of parts, buttons.
(function () {
  "use strict";

  var element = window.smartekaDom.element;

  function button(text, act, at, name, disabled) { // name: what a screen reader hears where the text is short
    return element("button", { type: "button", "class": "button button--small", "data-act": act, "data-at": at, "aria-label": name, text: text, disabled: disabled ? "" : undefined });
  }
  function get(draft, path) {
    return !path ? draft : path.split(".").reduce(function (part, key) { return part === undefined ? undefined : part[key]; }, draft);
  }
  function set(draft, path, value) {
    var keys = path.split("."), last = keys.pop();
    get(draft, keys.join("."))[last] = value;
  }
  function at(draft, path) { // «measures.0» → [the list, 0]
    var keys = path.split("."), place = Number(keys.pop());
    return [get(draft, keys.join(".")), place];
  }
  // One field. how: {long, rows, type, options: {value: title}, hint, placeholder, mode}
  function field(draft, path, label, how) {
    how = how || {};
    var value = get(draft, path) || "";
    var tag = how.options ? "select" : how.long ? "textarea" : "input";
    var input = element(tag, {
      id: "f-" + path, "data-path": path, "aria-describedby": "e-" + path, autocomplete: how.options ? undefined : "off",
      type: tag === "input" ? how.type || "text" : undefined, rows: how.long ? how.rows || 2 : undefined, inputmode: how.mode, placeholder: how.placeholder || undefined
    });
    Object.keys(how.options || {}).forEach(function (key) { input.appendChild(element("option", { value: key, text: how.options[key] })); });
    input.value = value;
    return element("div", { "class": "field" }, [
      element("label", { "for": "f-" + path, text: label }), input, how.hint && element("small", { text: how.hint }),
      element("p", { "class": "field__error", id: "e-" + path, hidden: "" })
    ]);
  }

  window.smartekaDrafting = window.smartekaDrafting || {};
  window.smartekaDrafting.fields = { button: button, get: get, set: set, at: at, field: field };
})();
