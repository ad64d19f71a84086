// Polls a fragment of the page and puts it in place of the old one, until the work has come to an end.
//   <div class="live" data-poll="/en/uploads/7/progress/" data-state="CHECKING" aria-live="polite"> … </div>
// The server answers with the same element; it leaves data-poll out when the state is final. data-then is then the
// address to go on to, if there is one; what has data-while-working, such as a button that stops the work, is hidden. Without this file the page is read again by hand.
"use strict";

(() => {
  const PAUSE = 400;
  const LONGEST = 15000;

  async function poll(element, pause) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (document.hidden) return poll(element, pause);
    let fresh;
    try {
      const answer = await fetch(element.dataset.poll, { headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      fresh = page.querySelector("[data-state]");
      if (!fresh) throw new Error("no state");
    } catch (error) {
      // the line is poor or the server restarts: ask again, less and less often
      return poll(element, Math.min(pause * 2, LONGEST));
    }
    // the element itself stays, so that screen readers hear a change of the region they know
    element.replaceChildren(...fresh.childNodes);
    element.dataset.state = fresh.dataset.state;
    if (fresh.dataset.poll) return poll(element, PAUSE);
    delete element.dataset.poll;
    for (const stop of document.querySelectorAll("[data-while-working]")) stop.hidden = true;
    if (fresh.dataset.then) window.location.assign(fresh.dataset.then);
    return undefined;
  }

  for (const element of document.querySelectorAll("[data-poll]")) poll(element, PAUSE);
})();
