// A query answered: matched, ranked, counted by facet, and shown with titles
// and excerpts.

((search) => {
  "use strict";

  // Results whose titles are shown at once.
  const FIRST = 10;
  // More than any score.
  const PAGE = 1e9;

  // Groups and what they count for; a word that stands for two has both.
  async function load(files, slots) {
    const all = [];
    for (const slot of slots) {
      const parts = slot.parts?.map((word) => ({ ...slot, parts: null, form: word.form,
        alternatives: [{ ...word, weight: 0.9, typed: true }] }));
      all.push(...(parts ?? [slot]));
    }
    await Promise.all(all.map(async (slot) => {
      slot.groups = await Promise.all(slot.alternatives.map(async (alternative) => {
        const group = await files.group(alternative.group);
        return { group, details: group, alternative, weight: alternative.weight };
      }));
    }));
    return all;
  }

  // The pages that have the words of PHRASE one behind another.
  async function phrasePages(files, phrase) {
    const words = await Promise.all(search.words(phrase, files.stops).map(({ form }) => files.word(form)));
    if (!words.length || words.includes(null)) return new Set();
    const places = await Promise.all(words.map(({ group }) => files.inShard("q", group)));
    const has = (spots, position, rank) => spots?.some((at, i) => i % 2 < 1 && at === position && spots[i + 1] === rank);
    const pages = new Set();
    for (const [page, spots] of places[0]) {
      if (spots.some((start, i) => i % 2 < 1 && words.every(({ rank }, k) => has(places[k].get(page), start + k, rank)))) {
        pages.add(page);
      }
    }
    return pages;
  }

  // OR within a facet, AND across; each is counted without its own choice. Of
  // ALL results those of COUNTED are.
  async function facet(files, all, counted, chosen) {
    const sets = files.facets.map(({ id, values }) => new Set(
      values.flatMap((value, i) => (chosen[id]?.has(value.id) ? i : []))));
    const values = await Promise.all(sets.map(({ size }, i) => files.facet(i, size ? all : counted)));
    const passes = (page, but) => sets.every((set, i) => (
      i === but || !set.size || values[i](page).some((value) => set.has(value))));
    const facets = files.facets.map(({ id, title, values: own }, i) => {
      const counts = new Uint32Array(own.length);
      for (const { page } of counted) {
        if (passes(page, i)) for (const value of values[i](page)) counts[value] += 1;
      }
      return { id, title, values: own.map((value, k) => (
        { ...value, count: counts[k], chosen: sets[i].has(k) })).filter(({ count, chosen: is }) => count || is) };
    });
    return { facets, passes: (page) => passes(page, -1) };
  }

  // The entry of the glossary that a query names, or null.
  async function definition(files, names) {
    const at = files.terms.findIndex((terms) => terms.some((term) => names.includes(term)));
    return at < 0 ? null : (await files.glossary())[at];
  }

  // What is called just what was asked for comes before the others of the
  // first ten: here words that say little count, and words said twice. A page
  // always does, one of its sections before titles that have not all words.
  async function namesFirst(files, names, results) {
    const first = results.slice(0, FIRST);
    await Promise.all(first.map(async (result) => {
      const page = await files.page(result.page);
      page.names ??= [{ text: page.title }, ...page.headings].map(({ text }) => (
        search.words(text, files.stops).map(({ form }) => form).join(" ")));
      const [title, ...headings] = page.names.map((name) => names.indexOf(name) + 1);
      result.score += title * PAGE || headings.some(Boolean);
    }));
    results.splice(0, FIRST, ...first.sort((a, b) => b.score - a.score));
    return results;
  }

  class Engine {
    constructor(loader) {
      this.files = new search.Files(loader);
    }

    async open() {
      await this.files.open();
      return this;
    }

    // What TEXT finds: all pages in order, without what shows them. CHOSEN is
    // a map of facets to the values that results must have one of.
    async find(text, chosen = {}) {
      const { files } = this;
      const query = new search.Query(files, text);
      const found = { query, results: [], count: 0, facets: [] };
      if (!files.pages || !query.slots.length) return found;
      await query.match();
      query.slots = await load(files, query.slots);
      const phrases = await Promise.all(query.phrases.map((phrase) => phrasePages(files, phrase)));
      const ranked = await search.rank(files, query.slots, (page) => phrases.every((pages) => pages.has(page)));
      const full = ranked.filter((result) => result.full);
      found.partial = !full.length && ranked.length > 0;
      const counted = full.length ? full : ranked;
      const { facets, passes } = await facet(files, ranked, counted, chosen);
      found.facets = facets;
      found.results = await namesFirst(files, query.names, ranked.filter(({ page }) => passes(page)));
      found.count = counted.filter(({ page }) => passes(page)).length;
      found.definition = await definition(files, query.names);
      found.corrected = query.written(({ form, shown }) => form !== shown && shown);
      found.meant = query.written(({ meant }) => meant);
      return found;
    }

    // Add to results what shows them: the page's metadata.
    async describe(results) {
      await Promise.all(results.map(async (result) => Object.assign(result, { meta: await this.files.page(result.page) })));
      return results;
    }
  }

  search.Engine = Engine;
})(globalThis.guildhallSearch ??= {});
