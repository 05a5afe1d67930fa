// Drafts of proposals: edited in place, copied as text, printed one at a time. Nothing is kept or sent.
(function () {
  "use strict";
  var dom = window.smartekaDom, root = document.querySelector("[data-federal-desk]");
  function all(selector) { return dom.all(selector, root); }
  function open() { // the solution that the address names
    var item = dom.target(location.hash);
    var details = item && root.contains(item) && item.querySelector("details");
    if (details) details.open = true;
  }
  function text(proposal) {
    return Array.prototype.filter.call(proposal.childNodes, function (line) {
      return line.innerText !== undefined || line.textContent.trim(); // what somebody writes may stand outside of paragraphs
    }).map(function (line) {
      var told = line.innerText === undefined ? line.textContent : line.innerText; // with the ends of lines that somebody has put in
      return (line.nodeName === "H5" ? "\n" : "") + told.replace(/\u00a0/g, " ").trim();
    }).join("\n").trim() + "\n";
  }
  all("[data-proposal-actions]").forEach(function (actions) {
    var details = actions.parentNode;
    var proposal = details.querySelector("[data-proposal]");
    var copy = actions.querySelector("[data-proposal-copy]");
    actions.hidden = false;
    proposal.contentEditable = "true";
    proposal.setAttribute("role", "textbox");
    proposal.setAttribute("aria-multiline", "true");
    proposal.setAttribute("aria-label", "Черновик предложения, можно править; текст не сохраняется");
    proposal.addEventListener("click", function (event) { // a blank is taken whole, ready to be written over
      var blank = event.target.closest(".blank");
      if (blank && /^\[впишите/.test(blank.textContent)) window.getSelection().selectAllChildren(blank);
    });
    copy.addEventListener("click", function () { dom.copyBy(copy, text(proposal)); });
    actions.querySelector("[data-proposal-print]").addEventListener("click", function () {
      details.closest(".federal__item").classList.add("is-printed");
      root.classList.add("prints-one");
      window.print();
    });
  });
  window.addEventListener("afterprint", function () {
    root.classList.remove("prints-one");
    all(".is-printed").forEach(function (item) { item.classList.remove("is-printed"); });
  });
  window.addEventListener("hashchange", open);
  open();
})();
