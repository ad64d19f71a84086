// Comforts of the masthead; without them the search box and the list behind "More" work as they stand.
(() => {
  "use strict";
  const box = document.querySelector(".masthead input[type=search]");
  const lists = [...document.querySelectorAll("details.more")];
  const typing = (place) => place.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "/" && plain && box && !typing(event.target)) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "Escape") {
      const open = lists.find((list) => list.open);
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      }
    }
  });

  document.addEventListener("click", (event) => {
    for (const list of lists) if (!list.contains(event.target)) list.open = false;
  });
})();
