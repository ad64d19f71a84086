// What a figure's buttons do, and those of a quote. "Copy" puts its data, its address, its code or its passage on the clipboard, "Print" prints it alone.
// "Explore chart": loads plotly from this host when asked for, and draws the figure from the JSON beside it.
// Without this file the drawing and the table are complete; the button stays hidden.
"use strict";

(() => {
  let library = null;

  function load(button) {
    if (library) return library;
    library = new Promise((resolve, reject) => {
      // this id and class tell plotly that its style rules are here and need not be inserted by script
      const sheet = document.createElement("link");
      sheet.id = "plotly.js-style-global";
      sheet.className = "no-inline-styles";
      sheet.rel = "stylesheet";
      sheet.href = button.dataset.plotlyCss;
      document.head.append(sheet);
      const script = document.createElement("script");
      script.src = button.dataset.plotly;
      script.addEventListener("load", () => resolve(window.Plotly));
      script.addEventListener("error", () => { library = null; sheet.remove(); script.remove(); reject(new Error(script.src)); });
      document.head.append(script);
    });
    return library;
  }

  // The colours of the page, light or dark, in place of those that the chart was written with.
  function read(text) {
    const { inks } = JSON.parse(text);
    const page = getComputedStyle(document.documentElement);
    return JSON.parse(text, (key, value) => (typeof value === "string" && inks[value] && page.getPropertyValue(`--${inks[value]}`).trim()) || value);
  }

  // On a busy machine a frame takes longer than a tenth of a second; only where none comes at all, the timer ends the wait.
  const painted = () => new Promise((done) => { requestAnimationFrame(() => setTimeout(done)); setTimeout(done, 1000); });

  async function toggle(button) {
    const figure = button.closest("[data-figure]");
    const place = figure.querySelector(".explore");
    const status = figure.querySelector("[data-explore-status]");
    button.dataset.explored ??= button.textContent;
    if (button.getAttribute("aria-expanded") === "true") {
      figure.classList.remove("explored");
      place.hidden = true;
      button.setAttribute("aria-expanded", "false");
      button.textContent = button.dataset.explored;
      return;
    }
    button.disabled = true;
    status.textContent = "";
    const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    try {
      await painted(); // the press is answered before the work begins
      const plotly = await load(button);
      figure.classList.add("explored");
      place.hidden = false;
      if (place.dataset.drawn !== scheme) {
        const chart = read(document.getElementById(button.dataset.explore).textContent);
        await plotly.newPlot(place, chart.data, chart.layout, chart.config);
        place.dataset.drawn = scheme;
      }
      button.setAttribute("aria-expanded", "true");
      button.textContent = button.dataset.back;
    } catch (error) {
      figure.classList.remove("explored");
      place.hidden = true;
      status.textContent = button.dataset.failed;
    } finally {
      button.disabled = false;
      button.focus();
    }
  }

  // Where the clipboard is closed (an address without https), the browser's older way still works.
  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      const place = document.createElement("textarea");
      place.value = text;
      place.readOnly = true;
      place.className = "visually-hidden";
      document.body.append(place);
      place.select();
      const done = document.execCommand("copy");
      place.remove();
      if (!done) throw error;
    }
  }

  function textOf(button) {
    if (button.dataset.copy) return JSON.parse(document.getElementById(button.dataset.copy).textContent);
    return document.getElementById(button.dataset.copyFrom).value;
  }

  function readyToCopy(button) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const status = button.closest("[data-figure]").querySelector("[data-explore-status]");
      status.textContent = "";
      try {
        await copy(textOf(button));
        status.textContent = button.dataset.copied;
      } catch (error) {
        status.textContent = button.dataset.failed;
      }
      button.focus();
    });
  }

  // On paper the tables are open, whatever they are on the screen.
  const closed = [];
  window.addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("[data-figure] > details:not([open])")) {
      details.open = true;
      closed.push(details);
    }
  });
  window.addEventListener("afterprint", () => {
    for (const details of closed.splice(0)) details.open = false;
    document.body.classList.remove("one-figure");
    for (const figure of document.querySelectorAll(".printed")) figure.classList.remove("printed");
  });

  function readyToPrint(button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      button.closest("[data-figure]").classList.add("printed");
      document.body.classList.add("one-figure");
      window.print();
    });
  }

  function readyToExplore(button) {
    button.hidden = false;
    button.addEventListener("click", () => toggle(button));
  }

  function ready() {
    document.querySelectorAll("[data-copy], [data-copy-from]").forEach(readyToCopy);
    document.querySelectorAll("[data-print]").forEach(readyToPrint);
    document.querySelectorAll("[data-explore]").forEach(readyToExplore);
  }

  // While a chart is explored, another breakdown, kind of chart or year comes into its place, and the chart stays explored. What
  // is chosen in a form of looks comes into its place in any case, so that nobody is taken to the top of the page. The address
  // becomes that of the page that the link or the form leads to: it is the same page.
  const page = () => location.pathname + location.search;
  let shown = page();
  const explored = () => [...document.querySelectorAll("[data-explore]")].map((button) => button.getAttribute("aria-expanded") === "true");

  function take(next) {
    document.title = next.title;
    const [links, others] = [document, next].map((one) => one.querySelectorAll("link[rel=alternate], .masthead a"));
    if (links.length === others.length) links.forEach((link, at) => { link.href = others[at].href; });
    document.querySelectorAll(".on-paper").forEach((line) => { line.textContent = next.querySelector(".on-paper")?.textContent; });
    document.querySelector("main").replaceWith(document.adoptNode(next.querySelector("main")));
    ready();
  }

  async function look(address, focused) {
    const were = explored();
    document.querySelector("main").setAttribute("aria-busy", "true");
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(answer.status);
    const next = new DOMParser().parseFromString(await answer.text(), "text/html");
    history.pushState(null, "", answer.url);
    shown = page();
    take(next);
    const buttons = [...document.querySelectorAll("[data-explore]")].filter((_, at) => were[at]);
    for (const button of buttons) await toggle(button);
    focused()?.focus();
    const figure = buttons[0]?.closest("[data-figure]");
    if (figure) figure.querySelector("[data-explore-status]").textContent = figure.querySelector(".sub").textContent;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("nav.looks a");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || !explored().includes(true)) return;
    event.preventDefault();
    const label = link.closest("nav").getAttribute("aria-label");
    const nav = () => [...document.querySelectorAll("nav.looks")].find((one) => one.getAttribute("aria-label") === label);
    look(link.href, () => nav()?.querySelector("[aria-current]")).catch(() => location.assign(link.href));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form.looks");
    if (!form) return;
    event.preventDefault();
    const asked = [...new FormData(form)].filter(([, value]) => value);
    const address = form.action + (asked.length ? "?" + new URLSearchParams(asked) : "");
    look(address, () => document.querySelector("form.looks button")).catch(() => location.assign(address));
  });
  window.addEventListener("popstate", () => { if (page() !== shown) location.reload(); });

  ready();
})();
