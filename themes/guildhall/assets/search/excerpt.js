// What a result shows: its description, or the piece of its text that has the
// words; which of them to mark, and the heading to go to.

((search) => {
  "use strict";

  // Words of an excerpt.
  const WORDS = 32;
  // Words of it before the first one found.
  const BEFORE = 6;
  // The share of the words found that title, summary and headings may leave out.
  const UNTOLD = 0.5;
  const WORD = /[\p{L}\p{N}\p{M}]+(?:['\u2019][\p{L}\p{N}\p{M}]+)*/gu;

  // Which slot each form that counts belongs to.
  function formsOf(files, slots) {
    const forms = new Map();
    slots.forEach((slot, i) => {
      for (const { group } of slot.alternatives) {
        for (const form of files.formsOf(group)) forms.set(form, i);
      }
    });
    return forms;
  }

  // The words of TEXT, each with its place and slot; -1: not looked for.
  function words(files, text, forms) {
    return [...text.matchAll(WORD)].map((match) => {
      const found = search.tokens(match[0], files.stops).find(({ form }) => forms.has(form));
      return { at: match.index, end: match.index + match[0].length, slot: found ? forms.get(found.form) : -1 };
    });
  }

  // TEXT in pieces: {text, found}.
  function pieces(text, all, from = 0, to = text.length) {
    const parts = [];
    let at = from;
    for (const { at: start, end, slot } of all) {
      if (slot < 0 || start < from || end > to) continue;
      parts.push({ text: text.slice(at, start) }, { text: text.slice(start, end), found: true });
      at = end;
    }
    return [...parts, { text: text.slice(at, to) }].filter((part) => part.text);
  }

  // What the slots that ALL words are of count for together.
  const weigh = (all, slots) => [...new Set(all.map(({ slot }) => slot))].reduce((sum, n) => sum + (slots[n]?.idf ?? 0), 0);

  // The stretch of a line with the most of the words by weight.
  function bestStretch(all, slots) {
    let best = { weight: 0, first: 0 };
    all.forEach(({ slot }, first) => {
      if (slot < 0) return;
      const weight = weigh(all.slice(first, first + WORDS - BEFORE), slots);
      if (weight > best.weight) best = { weight, first };
    });
    return best;
  }

  function cut(text, all, first) {
    const from = Math.max(0, Math.min(first - BEFORE, all.length - WORDS));
    const last = Math.min(all.length, from + WORDS);
    const parts = pieces(text, all, from ? all[from].at : 0, last < all.length ? all[last - 1].end : text.length);
    if (from) parts.unshift({ text: "… " });
    if (last < all.length) parts.push({ text: " …" });
    return parts;
  }

  // The lines of the piece of a page's text that has its best sixth.
  async function lines(files, { page, meta, sixth }) {
    const piece = meta.text.starts.filter((start) => start <= sixth).length;
    return (await files.text(page, meta.text, piece)).map(search.readLine);
  }

  async function fromText(files, slots, forms, result) {
    let best = null;
    for (const { heading, text } of await lines(files, result)) {
      const all = words(files, text, forms);
      const stretch = bestStretch(all, slots);
      if (stretch.weight > (best?.weight ?? 0)) best = { ...stretch, all, text, heading: heading - 1 };
    }
    return best;
  }

  // The heading that says more of the words than the title does, or -1.
  function headingOf(result, inTitle, slots, best) {
    const all = slots.reduce((sum, { idf }) => sum + idf, 0);
    const { ordinal, share } = result.heading ?? {};
    if (share / all > inTitle / all + 0.05 && share / all >= 0.5) return ordinal;
    return best && inTitle < all ? best.heading : -1;
  }

  async function excerpt(files, slots, forms, result) {
    const { meta } = result;
    const title = words(files, meta.title, forms);
    const summary = words(files, meta.summary, forms);
    const headings = meta.headings.flatMap(({ text }) => words(files, text, forms));
    const told = new Set([...title, ...summary, ...headings].map(({ slot }) => slot));
    let here = 0, missing = 0;
    slots.forEach(({ idf }, i) => {
      if (!result.has?.[i]) return;
      here += idf;
      if (!told.has(i)) missing += idf;
    });
    const best = missing > here * UNTOLD && result.sixth !== undefined ? await fromText(files, slots, forms, result) : null;
    const inTitle = weigh(title, slots);
    result.title = pieces(meta.title, title);
    result.excerpt = best ? cut(best.text, best.all, best.first) : cut(meta.summary, summary, 0);
    const heading = meta.headings[headingOf(result, inTitle, slots, best)];
    result.place = heading ? { id: heading.id, parts: pieces(heading.text, words(files, heading.text, forms)) } : null;
  }

  // Titles alone, for lists of them.
  search.titles = (files, { slots }, results) => {
    const forms = formsOf(files, slots);
    for (const result of results) result.title = pieces(result.meta.title, words(files, result.meta.title, forms));
  };

  // Give each described result its title and excerpt in pieces, and a place.
  search.excerpts = async (files, { slots }, results) => {
    const forms = formsOf(files, slots);
    await Promise.all(results.map((result) => excerpt(files, slots, forms, result)));
    return results;
  };
})(globalThis.guildhallSearch ??= {});
