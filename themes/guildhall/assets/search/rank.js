// How well each page answers: BM25 of the body, evidence of titles, and for
// the best the share of the words that stand together.

((search) => {
  "use strict";

  // Pages whose headings and sixths are looked at.
  const CLOSER = 200;
  const SIXTHS = 6;
  // Share of the words found: a title or heading with so much is what was asked for.
  const NAMED = 0.9;
  // Share of the query: a common word of less needs no details.
  const FAINT = 0.1;
  // The middle of each of the four levels.
  const levelOf = (level) => 0.3875 + 0.175 * level;

  const raise = (list, at, to) => {
    if (list[at] < to) list[at] = to;
  };

  // What one slot says of each page: its share of the slot, 1 as typed; its
  // level; its sixths; its part of the title, by weight; whether that has it, in
  // any form and as typed.
  const LISTS = ["share", "level", "sixths", "title", "inTitle", "asTyped"];

  class Evidence {
    constructor(n) {
      for (const list of LISTS) this[list] = new Float32Array(n);
    }

    clear() {
      for (const list of LISTS) this[list].fill(0);
    }

    // A page's share of the slot by one of its alternatives.
    add({ group: { pages, titles }, details: { levels, sixths }, alternative: { weight, typed, rank } }) {
      for (let i = 0; i < pages.length; i++) {
        const page = pages[i];
        raise(this.share, page, weight);
        raise(this.level, page, levelOf(levels[i]) * weight);
        this.sixths[page] |= sixths[i];
      }
      // a title's number: its weight, of 31, and above that the form it has
      for (let i = 0; i < titles.pages.length; i++) {
        const page = titles.pages[i], both = titles.numbers[i];
        raise(this.title, page, both % 32 / 31 * weight);
        raise(this.inTitle, page, weight);
        if (typed && both >> 5 === rank) this.asTyped[page] = 1;
      }
    }
  }

  // The best share of the words in any one heading of a page.
  function bestHeading(slots, page) {
    const shares = new Map();
    for (const { idf, groups } of slots) {
      const here = new Map();
      for (const { group: { headings }, weight } of groups) {
        for (let i = search.countUpTo(headings.pages, page - 1); headings.pages[i] === page; i++) {
          here.set(headings.numbers[i], Math.max(here.get(headings.numbers[i]) ?? 0, weight));
        }
      }
      for (const [ordinal, weight] of here) shares.set(ordinal, (shares.get(ordinal) ?? 0) + idf * weight);
    }
    let best = { ordinal: -1, share: 0 };
    for (const [ordinal, share] of shares) {
      if (share > best.share || (share === best.share && ordinal < best.ordinal)) best = { ordinal, share };
    }
    return best;
  }

  function bestSixth(slots, page) {
    let best = { sixth: 0, share: 0 };
    for (let sixth = 0; sixth < SIXTHS; sixth++) {
      let share = 0;
      for (const { idf, evidence } of slots) {
        if (evidence.sixths[page] >> sixth & 1) share += idf * evidence.share[page];
      }
      if (share > best.share) best = { sixth, share };
    }
    return best;
  }

  // Load what is not in the postings of the common words that count; were
  // there any?
  async function loadDetails(files, slots, all) {
    const common = slots.flatMap(({ idf, groups }) => (idf > all * FAINT ? groups.filter(({ group }) => group.common) : []));
    await Promise.all(common.map(async (one) => { one.details = await files.details(one.alternative.group); }));
    return common.length;
  }

  // The pages that have any word: number, score, and whether they have all.
  // ALLOWED(page) tells which may be shown. Where no title or heading is what
  // was asked for, it matters where in the pages common words stand as well.
  async function rank(files, slots, allowed, inDetail) {
    const n = files.pages;
    let all = 0, norm = 0;
    for (const [i, slot] of slots.entries()) {
      // the memory of the query before
      slot.evidence = files.evidence[i] ??= new Evidence(n);
      slot.evidence.clear();
      for (const one of slot.groups) slot.evidence.add(one);
      slot.pages = Math.max(0, ...slot.groups.map(({ group }) => group.pages.length));
      slot.idf = Math.log((n + 1) / (slot.pages + 0.5));
      all += slot.idf;
      norm += slot.idf * slot.idf;
    }
    norm = Math.sqrt(norm);
    const boost = (page) => files.boosts.get(page) ?? 1;
    const seen = new Uint8Array(n);
    const results = [];
    // pages that have none but common words do not matter where others abound
    for (const { groups } of [...slots].sort((a, b) => b.idf - a.idf)) {
      if (results.length > CLOSER && groups.some(({ group }) => group.common) && results.some(({ full }) => full)) break;
      for (const { group } of groups) {
        for (const page of group.pages) {
          if (seen[page] || !allowed(page)) continue;
          seen[page] = 1;
          const { full, score } = look(page);
          results.push({ page, full, score });
        }
      }
    }

    // What all slots say of PAGE.
    function look(page) {
      let body = 0, share = 0, cosine = 0, inTitle = 0, asTyped = 0, has = 0;
      for (const { idf, evidence } of slots) {
        body += idf * evidence.level[page];
        share += idf * evidence.share[page];
        cosine += idf * evidence.title[page];
        inTitle += idf * evidence.inTitle[page];
        asTyped += idf * evidence.asTyped[page];
        has += evidence.share[page] > 0;
      }
      const coverage = share / all;
      const first = coverage ** 2 * 0.5 * (body / all) + 0.4 * (cosine / norm) ** 3 +
        0.6 * (inTitle / all) ** 6 + (asTyped / all) ** 6;
      return { coverage, inTitle: inTitle / all, full: has === slots.length, score: first * boost(page) };
    }

    const order = (a, b) => b.score - a.score || a.page - b.page;
    results.sort(order);
    const closer = results.slice(0, CLOSER);
    for (const result of closer) {
      Object.assign(result, look(result.page));
      result.heading = bestHeading(slots, result.page);
      // a title that has the words is as good a heading as any
      result.named = Math.max(result.heading.share / all, result.inTitle);
    }
    const most = Math.max(...closer.map(({ coverage }) => coverage));
    if (!inDetail && !closer.some(({ named }) => named > NAMED * most) && await loadDetails(files, slots, all)) {
      return rank(files, slots, allowed, true);
    }
    for (const result of closer) {
      const together = bestSixth(slots, result.page);
      const more = 0.2 * result.coverage ** 2 * (together.share / all) ** 4 + 0.25 * result.named ** 6;
      result.score += more * boost(result.page);
      result.sixth = together.sixth;
      // what it has of each slot, as the evidence is not kept
      result.has = slots.map(({ evidence }) => evidence.share[result.page]);
    }
    results.splice(0, CLOSER, ...closer.sort(order));
    return results;
  }

  search.rank = rank;
})(globalThis.guildhallSearch ??= {});
