// The files of the index: numbers in 92 symbols, forms between "~", texts
// between tabs (src/search/pack.h). Each is loaded once and read once.

((search) => {
  "use strict";

  // Pages of a site that is one file.
  const SMALL = 128;
  const SYMBOL = new Uint8Array(128);
  for (let code = 32, n = 0; code < 126; code++) {
    if (code !== 34 && code !== 92) SYMBOL[code] = n++;
  }

  class Reader {
    constructor(text) {
      this.text = text;
      this.at = 0;
    }

    number() {
      for (let more = 0; ;) {
        const symbol = this.symbol();
        if (symbol < 62) return more * 62 + symbol;
        more = more * 30 + symbol - 61;
      }
    }

    symbol() {
      return SYMBOL[this.text.charCodeAt(this.at++)];
    }

    get more() {
      return this.at < this.text.length;
    }
  }

  // Texts, one after another.
  class Fields {
    constructor(text) {
      this.all = text.split("\t");
      this.at = 0;
    }

    take() {
      return this.all[this.at++];
    }

    numbers() {
      return new Reader(this.take());
    }

    get more() {
      return this.at < this.all.length;
    }
  }

  // Front-coded forms behind the first "~".
  function forms(text, at, shared) {
    let before = "";
    return text.slice(at + 1).split("~").map((rest, i) => (before = before.slice(0, shared[i]) + rest));
  }

  function readWords(text) {
    const reader = new Reader(text);
    const first = reader.number();
    const n = reader.number();
    const shared = [], group = [], pages = [], rank = [], log = [];
    const known = [];
    let next = first;
    for (let i = 0; i < n; i++) {
      shared.push(reader.number());
      const back = reader.number();
      group.push(back ? next - back : next++);
      const own = group[i] - first;
      if (!back || own < 0) known[own] = reader.number() + 1;
      pages.push(known[own]);
      const both = reader.number();
      rank.push(both >> 4);
      log.push(Math.min(15, 31 - Math.clz32(pages[i])) - (both & 15));
    }
    return { forms: forms(text, reader.at, shared), group, pages, rank, log };
  }

  function readSpelling(text) {
    const reader = new Reader(text);
    const n = reader.number();
    const shared = [], log = [];
    for (let i = 0; i < n; i++) {
      shared.push(reader.number());
      log.push(reader.number());
    }
    return { forms: forms(text, reader.at, shared), log };
  }

  function readTitles(reader, pages) {
    const n = reader.number();
    const titles = { pages: new Int32Array(n), weights: new Float32Array(n), ranks: new Uint8Array(n) };
    for (let i = 0, at = 0; i < n; i++, at++) {
      titles.pages[i] = pages[at += reader.number()];
      const both = reader.number();
      titles.weights[i] = (both % 32) / 31;
      titles.ranks[i] = both >> 5;
    }
    return titles;
  }

  function readHeadings(reader, pages) {
    const n = reader.number();
    const headings = { pages: new Int32Array(n), ordinals: new Int32Array(n) };
    for (let i = 0, at = 0; i < n; i++) {
      headings.pages[i] = pages[at += reader.number()];
      headings.ordinals[i] = reader.number();
    }
    return headings;
  }

  const readSymbols = (reader, n) => new Uint8Array(n).map(() => reader.symbol());

  // The reader of a file that has of each group what READ takes of it.
  const readGroups = (read) => (text) => {
    const groups = [];
    for (const reader = new Reader(text); reader.more;) groups.push(read(reader));
    return groups;
  };

  // Of 4 levels and 6 sixths (src/search/index.h). On a big site a common group
  // leaves it to its details where and how much of it pages have: here that
  // is everywhere, and some.
  const readPostings = readGroups((reader) => {
    const first = reader.number();
    const n = (first >> 1) + 1, common = first & 1;
    const pages = new Int32Array(n), levels = new Uint8Array(n).fill(1);
    for (let i = 0, page = 0; i < n; i++, page++) {
      const both = reader.number();
      pages[i] = page += common ? both : both >> 2;
      if (!common) levels[i] = both & 3;
    }
    const sixths = common ? new Uint8Array(n).fill(63) : readSymbols(reader, n);
    return { common, pages, levels, sixths, titles: readTitles(reader, pages), headings: readHeadings(reader, pages) };
  });

  const readDetails = readGroups((reader) => {
    const n = reader.number();
    return { sixths: readSymbols(reader, n), levels: readSymbols(reader, n) };
  });

  // Of each group: page → [position, form, position, form …].
  const readPositions = readGroups((reader) => {
    const pages = new Map();
    const n = reader.number();
    const ranks = reader.number();
    for (let i = 0, page = 0; i < n; i++, page++) {
      page += reader.number();
      const spots = [];
      for (let left = reader.number() + 1, position = 0; left; left--) {
        const both = reader.number();
        position += Math.floor(both / ranks);
        spots.push(position, both % ranks);
      }
      pages.set(page, spots);
    }
    return pages;
  });

  // As the indexer makes ids of headings that have nothing special.
  const idOf = (text) => text.replace(/[A-Z]/g, (c) => c.toLowerCase()).replaceAll(" ", "-")
    .replace(/[^a-z0-9_-]/g, "");

  function readPage(fields, before, firstText) {
    const reader = fields.numbers();
    const shared = reader.number();
    const page = { url: before.slice(0, shared) + reader.text.slice(reader.at) };
    page.title = fields.take();
    page.summary = fields.take();
    const numbers = fields.numbers();
    page.text = { shard: firstText + numbers.number(), unit: numbers.number(), pieces: [] };
    for (let n = numbers.number(), i = -1; n && i < n; i++) {
      const both = numbers.number();
      page.text.pieces.push({ sixths: both >> 1, newShard: both & 1 });
    }
    page.type = numbers.number() - 1;
    const own = Array.from({ length: numbers.number() }, () => 0).map(() => numbers.symbol());
    page.headings = own.map((has) => {
      const text = fields.take();
      return { text, id: has ? fields.take() : idOf(text) };
    });
    return page;
  }

  function readMeta(text) {
    const fields = new Fields(text);
    const firstText = fields.numbers().number();
    const pages = [];
    while (fields.more) pages.push(readPage(fields, pages.at(-1)?.url ?? "", firstText));
    return pages;
  }

  // Of each page the values it has.
  function readFacet(text) {
    const reader = new Reader(text);
    const sets = Array.from({ length: reader.number() },
      () => Array.from({ length: reader.number() }, () => reader.number()));
    const pages = [];
    while (reader.more) {
      const set = sets[reader.number()];
      for (let run = reader.number() + 1; run; run--) pages.push(set);
    }
    return pages;
  }

  function readGlossary(text) {
    const fields = new Fields(text);
    const terms = [];
    while (fields.more) {
      terms.push({ title: fields.take(), definition: fields.take(), url: fields.take() });
    }
    return terms;
  }

  // The pieces of pages, and of each its blocks.
  const readTexts = (text) => text.split("\f").map((piece) => piece.split("\t").filter(Boolean));

  function readFirsts(text) {
    const reader = new Reader(text);
    const firsts = [0];
    while (reader.more) firsts.push(firsts.at(-1) + reader.number());
    return firsts;
  }

  function readBoosts(text) {
    const reader = new Reader(text);
    const boosts = new Map();
    for (let page = 0; reader.more;) {
      page += reader.number();
      boosts.set(page, reader.number() / 100);
    }
    return boosts;
  }

  function readFacets(fields, n) {
    return Array.from({ length: n }, () => {
      const [id, title] = [fields.take(), fields.take()];
      const count = fields.numbers().number();
      const values = Array.from({ length: count },
        () => ({ id: fields.take(), title: fields.take() }));
      return { id, title, values };
    });
  }

  const list = (text, mark) => (text ? text.split(mark) : []);

  function readIndex(text) {
    const fields = new Fields(text);
    const numbers = fields.numbers();
    const [pages, groups, facets, meta] = [0, 0, 0, 0].map(() => numbers.number());
    return {
      pages,
      groups,
      meta,
      words: list(fields.take(), "~"),
      postings: readFirsts(fields.take()),
      spelling: list(fields.take(), "~"),
      stops: new Set(fields.take().split(" ")),
      boosts: readBoosts(fields.take()),
      terms: list(fields.take(), "~").map((names) => names.split("|")),
      facets: readFacets(fields, facets),
    };
  }

  // How many of the sorted LIST are not behind IT.
  function countUpTo(sorted, it) {
    let low = 0;
    for (let high = sorted.length; low < high;) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= it) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  const READ = { c: readDetails, d: readWords, s: readSpelling, p: readPostings, q: readPositions, m: readMeta, f: readFacet, g: readGlossary, x: readTexts };

  // LOAD gives the promise of a file's text by its name: "p/12".
  class Files {
    constructor(load) {
      this.load = load;
      // Promises by the names of files, and what they became.
      this.read = new Map();
      this.loaded = new Map();
    }

    async open() {
      Object.assign(this, readIndex(await this.load("index")));
      return this;
    }

    file(name) {
      if (!this.read.has(name)) {
        const promise = this.load(name).then(READ[name[0]]);
        promise.then((content) => this.loaded.set(name, content), () => this.read.delete(name));
        this.read.set(name, promise);
      }
      return this.read.get(name);
    }

    wordShard(form) {
      return countUpTo(this.words, form);
    }

    // The whole dictionary is in the one file, and so not once more backwards.
    get isSmall() {
      return this.pages <= SMALL;
    }

    // The shards that hold forms starting with PREFIX, at most MOST.
    wordFiles(prefix, most) {
      const from = this.wordShard(prefix);
      const to = Math.min(this.wordShard(`${prefix}\uffff`), from + most - 1);
      return Promise.all(Array.from({ length: to - from + 1 }, (_, i) => this.file(`d/${from + i}`)));
    }

    spellingFiles(prefix, most) {
      const from = countUpTo(this.spelling, prefix);
      const to = Math.min(countUpTo(this.spelling, `${prefix}\uffff`), from + most - 1);
      return Promise.all(Array.from({ length: to - from + 1 }, (_, i) => this.file(`s/${from + i}`)));
    }

    // What is known of a form: {form, group, pages, rank, log}, or null.
    async word(form) {
      const shard = await this.file(`d/${this.wordShard(form)}`);
      const at = countUpTo(shard.forms, form) - 1;
      return shard.forms[at] === form ? search.wordAt(shard, at) : null;
    }

    // The forms of a group, as far as its file has been read.
    *formsOf(group) {
      for (const [name, shard] of this.loaded) {
        if (name[0] !== "d") continue;
        for (let at = 0; at < shard.group.length; at++) if (shard.group[at] === group) yield shard.forms[at];
      }
    }

    async inShard(kind, group) {
      const shard = countUpTo(this.postings, group) - 1;
      return (await this.file(`${kind}/${shard}`))[group - this.postings[shard]];
    }

    group(group) {
      return this.inShard("p", group);
    }

    async page(number) {
      return (await this.file(`m/${Math.floor(number / this.meta)}`))[number % this.meta];
    }
  }

  // A line of a page's text: how many headings stand before it, and the text.
  search.readLine = (line) => {
    const reader = new Reader(line);
    return { heading: reader.number(), text: line.slice(reader.at) };
  };
  search.wordAt = (shard, at) => ({
    form: shard.forms[at],
    group: shard.group[at],
    pages: shard.pages[at],
    rank: shard.rank[at],
    log: shard.log[at],
  });
  search.countUpTo = countUpTo;
  search.Files = Files;
})(globalThis.guildhallSearch ??= {});
