// From what was typed to what is looked for: each word of a query becomes a
// slot with alternatives, groups of forms that count for it so much or so.

((search) => {
  "use strict";

  // Of a last word, and pages of all but one of them: on a big site common words
  // have long lists.
  const COMPLETIONS = 12;
  const COMPLETED = 50000;
  // Files that are read for one prefix.
  const SHARDS = 3;
  // Of a word as typed 1. What has begun may go on, were it a word already:
  // were that less, a page would leave the results while its word is typed.
  const WEIGHT = { completion: 0.8, variant: 0.95, joined: 0.9 };
  const COST = { slip: -3, first: -0.7, variant: -1, split: -4, completion: -1.5 };
  // Guesses that are not much worse count as well: a commoner word is not
  // always what was meant.
  const NEAR = 3;
  const GUESSES = 5;
  // A completion that so many pages have (log 2) is believed.
  const COMMON = 5;
  // With words that say little before them they only ask: "where can I find".
  const ASKING = new Set(["find", "get", "know", "need", "see"]);
  const SMALL = new Set(["up", "in", "on", "by", "of"]);
  // Letters from which two slips are forgiven.
  const LONG = 8;
  const SUFFIX = /^(e?[sd]|e|e?rs?|ing|y|ie[sd]|(at)?ions?|ments?|al|(al)?ly|ity|ive|ors?|able|[ae]n(ce|t)|ic(al)?|i[sz](ed?|ing|ation)|ness|ful)?$/;

  const isWord = (form) => !/\p{N}/u.test(form);

  // How many slips make B of A: letters left out, put in, changed or swapped
  // with a neighbour; MOST + 1 when there are more.
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let older = [], before = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      let least = i;
      for (let k = 1; k <= b.length; k++) {
        let best = Math.min(before[k] + 1, row[k - 1] + 1, before[k - 1] + (a[i - 1] !== b[k - 1]));
        if (i > 1 && k > 1 && a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]) best = Math.min(best, older[k - 2] + 1);
        row.push(best);
        least = Math.min(least, best);
      }
      if (least > most) return most + 1;
      older = before;
      before = row;
    }
    return before[b.length];
  }

  function* startingWith(shards, prefix) {
    for (const shard of shards) {
      for (let at = shard.forms.findIndex((form) => form >= prefix); at >= 0 && at < shard.forms.length; at++) {
        if (!shard.forms[at].startsWith(prefix)) break;
        yield search.wordAt(shard, at);
      }
    }
  }

  // The forms that go on where PREFIX ends; one a group, the commonest first.
  async function completions(files, prefix) {
    const best = new Map();
    let pages = 0;
    for (const word of startingWith(await files.wordFiles(prefix, SHARDS), prefix)) {
      const other = best.get(word.group);
      if (word.form !== prefix && !(other?.log >= word.log)) best.set(word.group, word);
    }
    return [...best.values()].sort((a, b) => b.log - a.log || a.form.length - b.form.length).slice(0, COMPLETIONS)
      .filter((word) => (pages += word.pages) - word.pages < COMPLETED);
  }

  // Forms that differ from WORD in the ending alone, and least of all.
  async function variants(files, word) {
    const start = word.slice(0, Math.max(3, word.length - 4));
    let found = [], longest = 0;
    for (const other of startingWith(await files.wordFiles(start, SHARDS, word), start)) {
      let shared = start.length;
      while (shared < word.length && word[shared] === other.form[shared]) shared += 1;
      for (; shared >= start.length && shared >= longest; shared--) {
        if (!SUFFIX.test(word.slice(shared)) || !SUFFIX.test(other.form.slice(shared))) continue;
        if (shared > longest) found = [];
        longest = shared;
        found.push(other);
        break;
      }
    }
    return found.map(({ form, log }) => ({ form, score: COST.variant + log * Math.LN2, weight: WEIGHT.variant }));
  }

  // What at most MOST slips make of WORD, if LEAST pages have it (log 2): in at
  // most COUNT files of the words that start like it, and of those that end so.
  // Two letters swapped in its middle are of neither.
  async function spellings(files, word, count, most, least) {
    const half = word.length >> 1;
    const swapped = word.slice(0, half - 1) + word[half] + word[half - 1] + word.slice(half + 1);
    const shards = await Promise.all(files.isSmall ? [files.wordFiles("", Infinity)] : [
      files.wordFiles(word.slice(0, half), count, word),
      files.wordFiles(swapped, 1),
      files.spellingFiles(word, count),
    ]);
    const found = new Map();
    for (const { forms, log } of shards.flat()) {
      forms.forEach((form, i) => {
        const slips = log[i] < least ? 0 : distance(word, form, most);
        if (!slips || slips > most || !isWord(form)) return;
        const score = COST.slip * slips + log[i] * Math.LN2 + (form[0] === word[0] ? 0 : COST.first);
        found.set(form, { form, score, weight: 1, slips });
      });
    }
    return [...found.values()];
  }

  // WORD as two that are known: "set up" for "setup".
  async function split(files, word) {
    let best = null;
    for (let at = 3; at <= word.length - 2; at++) {
      if (at > word.length - 3 && !SMALL.has(word.slice(at))) continue;
      const first = await files.word(word.slice(0, at));
      const second = first && await files.word(word.slice(at));
      const log = second && Math.min(first.log, second.log);
      if (second && !(best?.log >= log)) best = { words: [first, second], log, score: COST.split + log * Math.LN2 };
    }
    return best;
  }

  function add(slot, word, weight, typed = false) {
    const known = slot.alternatives.find(({ group }) => group === word.group);
    const alternative = { ...word, weight, typed };
    if (!known) slot.alternatives.push(alternative);
    else if (known.weight < weight) Object.assign(known, alternative);
  }

  class Query {
    constructor(files, text) {
      this.files = files;
      const parts = text.split(/["\u201c\u201d]/);
      this.phrases = parts.filter((part, i) => i % 2 && i < parts.length - 1 && part.trim());
      const quoted = new Set(this.phrases.flatMap((phrase) => search.tokens(phrase, files.stops).map(({ form }) => form)));
      const rest = parts.join(" ");
      const words = search.words(rest, files.stops);
      const asks = ({ form }, i) => files.stops.has(form) || (i > 1 && ASKING.has(form));
      const lead = Math.max(0, words.findIndex((word, i) => !asks(word, i)));
      const telling = words.filter(({ form }, i) => quoted.has(form) || (i >= lead && !files.stops.has(form)));
      this.words = words.map(({ form }) => form);
      // What was typed without what only asks, with more and more of that, and all.
      this.names = this.words.slice(0, lead + 1).map((_, i) => this.words.slice(lead - i).join(" "));
      this.joined = search.tokens(rest, files.stops).filter(({ span }) => span > 1);
      this.slots = (telling.some(({ form }) => !files.stops.has(form)) ? telling : words)
        .map(({ form, position }) => ({ form, position, alternatives: [], shown: form }));
      this.slots = this.slots.filter(({ form }, i) => this.slots.findIndex((slot) => slot.form === form) === i);
      const last = words.at(-1);
      this.open = /[\p{L}\p{N}]$/u.test(text) ? last?.form : undefined;
    }

    // Fill all slots with what the index has for them.
    async match() {
      const { files, slots } = this;
      for (const [i, slot] of slots.entries()) slot.known = await files.word(slot.form);
      await this.join();
      for (const slot of slots) {
        if (slot.known) add(slot, slot.known, 1, true);
        if (slot.form === this.open) await this.complete(slot);
      }
      for (const slot of slots) if (!slot.known) await this.guess(slot);
      await this.doubt();
      return this;
    }

    // What was typed in one, and neighbours that the pages join.
    async join() {
      for (const { form, position, span } of this.joined) {
        const word = await this.files.word(form);
        for (const slot of this.slots) {
          if (word && slot.position >= position && slot.position < position + span) add(slot, word, 1, true);
        }
      }
      for (const [i, slot] of this.slots.entries()) {
        const next = this.slots[i + 1];
        if (!next || !isWord(slot.form) || !isWord(next.form)) continue;
        const form = slot.form + next.form;
        if (slot.known && next.known && this.files.wordShard(form) !== this.files.wordShard(slot.form)) continue;
        const word = await this.files.word(form);
        if (word) for (const one of [slot, next]) add(one, word, WEIGHT.joined);
      }
    }

    async complete(slot) {
      if (slot.form.length < 2) return;
      for (const word of await completions(this.files, slot.form)) {
        add(slot, word, WEIGHT.completion);
        slot.log = Math.max(slot.log ?? 0, word.log);
      }
    }

    // A word that no page has: an ending, a slip or a space away from one.
    // What has begun may go on, unless a slip is by far the likelier.
    async guess(slot) {
      const { files } = this;
      const begun = slot.alternatives.length > 0;
      if (slot.form.length < 4 || !isWord(slot.form) || (begun && slot.log >= COMMON)) return;
      const slips = await spellings(files, slot.form, SHARDS, slot.form.length < LONG ? 1 : 2, 0);
      const found = [...slips, ...(begun ? [] : await variants(files, slot.form))].sort((a, b) => b.score - a.score);
      const two = !begun && await split(files, slot.form);
      const [best] = found;
      if (two && !(best?.score >= two.score)) {
        slot.parts = two.words;
        return;
      }
      if (!best || (begun && best.score < COST.completion + slot.log * Math.LN2)) return;
      for (const { form, score, weight } of found.slice(0, GUESSES)) {
        if (score < best.score - NEAR) break;
        add(slot, await this.inIndex(form), begun ? WEIGHT.completion : weight + (score - best.score) * 0.1);
      }
      if (best.slips && !begun) slot.shown = best.form;
    }

    // A rare word beside a far commoner one: perhaps that was meant.
    async doubt() {
      for (const slot of this.slots) {
        if (!slot.known || slot.known.log > 1 || slot.form.length < 5) continue;
        const found = await spellings(this.files, slot.form, 1, 1, slot.known.log + 4);
        const [best] = found.sort((a, b) => b.score - a.score);
        const word = best && await this.inIndex(best.form);
        if (!word || word.group === slot.known.group) continue;
        slot.meant = best.form;
        add(slot, word, WEIGHT.completion);
      }
    }

    // A form that was read of, and must be there.
    async inIndex(form) {
      const word = await this.files.word(form);
      if (!word) throw new search.Stale(form);
      return word;
    }

    // The query with other words where OTHER has any; or null.
    written(other) {
      const others = new Map(this.slots.map((slot) => [slot.form, other(slot)]));
      const words = this.words.map((word) => others.get(word) || word);
      return [...others.values()].some(Boolean) ? words.join(" ") : null;
    }
  }

  search.Query = Query;
})(globalThis.guildhallSearch ??= {});
