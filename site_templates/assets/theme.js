// Runs before the page is drawn: the chosen theme must not flash.
(function () {
  var root = document.documentElement;
  root.classList.remove("no-js");
  root.classList.add("js");
  addEventListener("error", function (event) { // a script of the page that did not come: the page is as it is without scripts
    if (event.target.defer) root.classList.remove("js");
  }, true);
  try {
    var saved = localStorage.getItem("smarteka:theme");
    if (saved === "dark" || saved === "light") root.dataset.theme = saved;
  } catch (error) {
    /* storage may be closed: the system's theme is used */
  }
})();
