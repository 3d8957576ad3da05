// The box of the masthead: titles while one types, as a combobox (ARIA APG,
// list with manual selection). Without it the form opens the results page.

((search) => {
  "use strict";

  const TITLES = 8;
  // Milliseconds without a key before it is looked up.
  const PAUSE = 60;

  // An element with attributes and children.
  search.make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  };

  // "1 page", "1,200 pages".
  search.count = (n, one, many) => `${n.toLocaleString(document.documentElement.lang || "en")} ${n === 1 ? one : many}`;

  // Pieces of text, those that were found marked.
  search.marked = (parts) => parts.map(({ text, found }) => (found ? search.make("mark", {}, text) : text));

  // Where the site and the index are, by the form's address.
  search.places = (form) => ({ root: new URL(".", form.action), index: new URL("search/", form.action).href });
  search.addressOf = ({ url }, { root }) => new URL(url.split("/").map(encodeURIComponent).join("/"), root);

  class Box {
    constructor(form) {
      this.input = form.elements.q;
      this.form = form;
      this.places = search.places(form);
      this.list = search.make("ul", { id: "search-titles", role: "listbox", "aria-label": "Pages", hidden: true });
      this.status = search.make("p", { role: "status", class: "hidden" });
      this.active = -1;
      this.asked = 0;
      form.append(this.list, this.status);
      for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list",
        "aria-expanded": "false", "aria-controls": this.list.id, autocomplete: "off" })) {
        this.input.setAttribute(name, value);
      }
      this.input.addEventListener("input", () => this.later());
      this.input.addEventListener("keydown", (event) => this.key(event));
      this.input.addEventListener("blur", () => this.close());
      form.addEventListener("submit", () => this.close());
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.go(event.target.closest("[role=option]")));
      search.withEngine(this.places.index, () => {}).catch(() => {});
      if (this.input.value && this.input.dataset.typed !== undefined) this.later();
    }

    later() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.look(), PAUSE);
    }

    // Only what was asked last is shown.
    async look() {
      const asked = ++this.asked;
      const text = this.input.value;
      if (!text.trim()) {
        this.close();
        return;
      }
      try {
        const found = await search.withEngine(this.places.index, async (engine) => {
          const { results, query } = await engine.find(text);
          const shown = await engine.describe(results.slice(0, TITLES));
          search.titles(engine.files, query, shown);
          return shown.map((result) => ({ ...result, type: engine.files.facets[0].values[result.meta.type]?.title }));
        });
        if (asked === this.asked && document.activeElement === this.input) this.show(found);
      } catch {
        if (asked === this.asked) this.close();
      }
    }

    show(found) {
      this.list.replaceChildren(...found.map(({ meta, title, type }, i) => {
        const option = search.make("li", { role: "option", id: `search-title-${i}`, "aria-selected": "false" },
          search.make("span", {}, ...search.marked(title)));
        if (type) option.append(" ", search.make("span", { class: "muted" }, type));
        option.dataset.url = search.addressOf(meta, this.places);
        return option;
      }));
      this.open(found.length > 0);
      this.status.textContent = found.length ? `${search.count(found.length, "title", "titles")}. Arrow keys choose one.`
        : "No title found.";
      this.choose(-1);
    }

    open(is) {
      this.list.hidden = !is;
      this.input.setAttribute("aria-expanded", is);
    }

    close() {
      clearTimeout(this.timer);
      this.asked += 1;
      this.open(false);
      this.status.textContent = "";
      this.choose(-1);
    }

    choose(active) {
      const options = [...this.list.children];
      this.active = active;
      options.forEach((option, i) => option.setAttribute("aria-selected", i === active));
      this.input.setAttribute("aria-activedescendant", options[active]?.id ?? "");
      options[active]?.scrollIntoView({ block: "nearest" });
    }

    // One step through the options; before the first and behind the last is the box.
    step(by) {
      const n = this.list.children.length;
      this.choose((this.active + 1 + by + n + 1) % (n + 1) - 1);
    }

    go(option) {
      if (option) location.href = option.dataset.url;
    }

    key(event) {
      const isOpen = !this.list.hidden;
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.isComposing) return;
      if (event.key in steps) {
        event.preventDefault();
        if (isOpen) this.step(steps[event.key]);
        else this.look();
      } else if (event.key === "Enter" && isOpen && this.active >= 0) {
        event.preventDefault();
        this.go(this.list.children[this.active]);
      } else if (event.key === "Escape" && isOpen) {
        event.preventDefault();
        this.close();
      }
    }
  }

  search.box = (form) => new Box(form);
})(globalThis.guildhallSearch ??= {});
