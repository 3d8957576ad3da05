// The results page: what is asked and chosen stands in its address.

((search) => {
  "use strict";

  const SHOWN = 10;
  // Milliseconds before it says that it is searching.
  const SLOW = 300;
  const { count, make, marked } = search;

  class Page {
    constructor(root, form) {
      this.root = root;
      this.form = form;
      this.input = form.elements.q;
      this.places = search.places(form);
      this.status = root.querySelector("[role=status]");
      this.body = root.querySelector("[data-body]");
      this.run = 0;
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.go(this.address(this.input.value, {}));
      });
      addEventListener("popstate", () => this.show());
      this.show();
    }

    get asked() {
      return new URLSearchParams(location.search);
    }

    get text() {
      return (this.asked.get("q") ?? "").trim();
    }

    // Facets chosen: {type: Set of values}.
    get chosen() {
      const chosen = {};
      for (const [name, value] of this.asked) if (name !== "q") (chosen[name] ??= new Set()).add(value);
      return chosen;
    }

    address(text, chosen) {
      const asked = new URLSearchParams({ q: text });
      for (const [name, values] of Object.entries(chosen)) for (const value of values) asked.append(name, value);
      return `${location.pathname}?${asked}`;
    }

    go(address) {
      try {
        history.pushState(null, "", address);
      } catch {
        // a browser that does not let a file change its address
        location.assign(address);
        return;
      }
      this.show();
    }

    // Choose or drop a value of a facet, and come back to where it stands.
    toggle(facet, value, focus) {
      const { chosen } = this;
      const values = chosen[facet] ??= new Set();
      if (!values.delete(value)) values.add(value);
      this.focus = focus;
      this.go(this.address(this.text, chosen));
    }

    say(text) {
      this.status.textContent = text;
    }

    async show() {
      const run = ++this.run;
      const { text, chosen, focus } = this;
      this.focus = undefined;
      this.input.value = text;
      document.title = text ? `${text} – ${this.root.dataset.title}` : this.root.dataset.title;
      if (!text) {
        this.body.replaceChildren();
        this.say("");
        return;
      }
      const slow = setTimeout(() => this.say("Searching …"), SLOW);
      try {
        await search.withEngine(this.places.index, async (engine) => {
          const found = await engine.find(text, chosen);
          const shown = await this.described(engine, found, 0);
          if (run === this.run) this.fill(engine, found, shown, focus);
        });
      } catch {
        if (run === this.run) this.fail();
      } finally {
        clearTimeout(slow);
      }
    }

    async described(engine, found, from) {
      return search.excerpts(engine.files, found.query, await engine.describe(found.results.slice(from, from + SHOWN)));
    }

    aToZ(label) {
      return make("a", { href: this.root.dataset.aZ }, label);
    }

    fail() {
      this.say("");
      this.body.replaceChildren(make("div", { class: "notice notice-warning", role: "alert" },
        make("p", {}, "The search could not be loaded. ", this.aToZ("The A to Z"), " lists every page.")));
    }

    fill(engine, found, shown, focus) {
      this.types = engine.files.facets[0].values;
      this.list = make("ol", { class: "hits" }, ...shown.map((result) => this.result(result)));
      const hits = make("div", { class: "found" },
        ...this.notes(found), ...this.card(found), ...this.chips(found), this.list,
        ...this.more(engine, found, shown.length));
      this.body.replaceChildren(...this.facets(found, focus), hits);
      this.say(this.summary(found));
      if (focus) (document.getElementById(focus) ?? this.status).focus();
    }

    summary(found) {
      const n = found.results.length;
      if (!n) return `Nothing found for “${this.text}”.`;
      if (found.partial) return `No page has all these words. ${count(n, "page has", "pages have")} some of them.`;
      if (found.query.slots.length === 1) return `${count(found.count, "page", "pages")} found.`;
      return `${count(found.count, "page has", "pages have")} all these words.`;
    }

    link(text, label) {
      return make("a", { href: this.address(text, this.chosen) }, label);
    }

    notes(found) {
      const notes = [];
      if (found.corrected) notes.push(make("p", {}, "Showing results for ", make("strong", {}, found.corrected), "."));
      if (found.meant) notes.push(make("p", {}, "Did you mean ", this.link(found.meant, found.meant), "?"));
      if (!found.results.length) {
        notes.push(make("p", {}, "Try fewer or other words, or look in the ", this.aToZ("A to Z"), "."));
      }
      return notes;
    }

    card({ definition }) {
      if (!definition) return [];
      const { title, definition: text, url } = definition;
      return [make("section", { class: "definition", "aria-labelledby": "definition" },
        make("h2", { id: "definition" }, title), make("p", {}, text),
        make("p", {}, make("a", { href: new URL(url, this.places.root) }, "In the glossary")))];
    }

    // What is chosen, each to be taken away again.
    chips(found) {
      const chips = found.facets.flatMap(({ id, title, values }) => values.filter(({ chosen }) => chosen).map((value) => {
        const button = make("button", { type: "button", class: "chip" }, value.title, " ",
          make("span", { "aria-hidden": "true" }, "×"),
          make("span", { class: "hidden" }, ` Remove the filter ${title}`));
        button.addEventListener("click", () => this.toggle(id, value.id, "results-status"));
        return make("li", {}, button);
      }));
      return chips.length ? [make("ul", { class: "chips", "aria-label": "Filters" }, ...chips)] : [];
    }

    // Facets that divide what was found.
    facets(found, focus) {
      const telling = found.facets.filter(({ values }) => values.length > 1 || values.some(({ chosen }) => chosen));
      if (!telling.length) return [];
      const details = make("details", { class: "facets" }, make("summary", {}, "Narrow the results"),
        ...telling.map((facet) => this.facet(facet)));
      details.open = matchMedia("(min-width: 62rem)").matches || focus?.startsWith("facet-");
      return [details];
    }

    facet({ id, title, values }) {
      return make("fieldset", {}, make("legend", {}, title), ...values.map((value) => {
        const name = `facet-${id}-${value.id}`;
        const box = make("input", { type: "checkbox", id: name, checked: value.chosen });
        box.addEventListener("change", () => this.toggle(id, value.id, name));
        return make("div", {}, box, make("label", { for: name }, value.title, " ",
          make("span", { class: "count" }, value.count, make("span", { class: "hidden" }, " pages"))));
      }));
    }

    result({ meta, title, excerpt, place }) {
      const url = search.addressOf(meta, this.places);
      const item = make("li", {}, make("a", { href: url }, ...marked(title)));
      const type = this.types[meta.type]?.title;
      if (type) item.append(" ", make("span", { class: "kind" }, type));
      item.append(make("p", {}, ...marked(excerpt)));
      if (place) item.append(make("p", { class: "place" }, "At ", make("a", { href: `${url}#${encodeURIComponent(place.id)}` }, ...marked(place.parts))));
      return item;
    }

    // A button for the next ones, behind those that stand there.
    more(engine, found, from) {
      const left = found.results.length - from;
      if (!left) return [];
      const button = make("button", { type: "button" }, `Show ${Math.min(SHOWN, left)} more`);
      button.addEventListener("click", async () => {
        button.disabled = true;
        try {
          const items = (await this.described(engine, found, from)).map((result) => this.result(result));
          this.list.append(...items);
          items[0].querySelector("a").focus();
          button.replaceWith(...this.more(engine, found, from + items.length));
        } catch {
          this.fail();
        }
      });
      return [button];
    }
  }

  const root = globalThis.document?.querySelector("[data-results]");
  if (root) new Page(root, document.querySelector("form[data-search]"));
})(globalThis.guildhallSearch ??= {});
