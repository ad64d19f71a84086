// Comforts of the masthead; without them the search box and the list behind "More" work as they stand.
(() => {
  "use strict";
  const box = document.querySelector(".masthead input[type=search]");
  const more = document.querySelector("details.more");
  const typing = (place) => place.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && plain && box && !typing(event.target)) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape" && more && more.open) {
      more.open = false;
      more.querySelector("summary").focus();
    }
  });

  document.addEventListener("click", (event) => {
    if (more && more.open && !more.contains(event.target)) more.open = false;
  });
})();
