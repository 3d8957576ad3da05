// Small comforts. Every page is whole without them.

"use strict";

// What is folded away is printed too.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    details.dataset.opened = "";
  }
});

addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-opened]")) {
    details.open = false;
    delete details.dataset.opened;
  }
});

// Contents follow the reader.
const places = new Map();
for (const link of document.querySelectorAll(".page > .contents a[href^='#']")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) places.set(heading, link);
}

if (places.size) {
  const seen = new Set();
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) seen.add(entry.target);
      else seen.delete(entry.target);
    }
    const first = [...places.keys()].find((heading) => seen.has(heading));
    if (!first) return;
    for (const [heading, link] of places) {
      if (heading === first) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  });
  for (const heading of places.keys()) watcher.observe(heading);
}

// The search is loaded when somebody turns to it.
const search = document.querySelector("form[data-search]");

if (search) {
  const words = search.elements.q;
  const open = () => {
    const script = document.createElement("script");
    const ready = () => globalThis.guildhallSearch.box(search);
    if (globalThis.guildhallSearch) {
      ready();
      return;
    }
    words.dataset.typed = "";
    script.src = search.dataset.search;
    script.onload = ready;
    document.head.append(script);
  };
  words.addEventListener("focus", open, { once: true });
  if (document.activeElement === words) open();
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    words.focus();
    words.select();
  });
}
