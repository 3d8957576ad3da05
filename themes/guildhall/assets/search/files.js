// The files of the index: numbers in 92 symbols, forms between "~", texts
// between tabs (src/search/pack.h). Each is loaded once and read once. What
// tells of a file tells its id too, so that files of different builds are
// read together only where they go together.

((search) => {
  "use strict";

  // Symbols of an id.
  const ID = 4;
  // A file of a facet has so many pages (log 2; src/search/pack_pages.c).
  const FACET = 13;
  // Pages of a stretch of positions.
  const STRETCH = 512;
  const SYMBOL = new Uint8Array(128);
  for (let code = 32, n = 0; code < 126; code++) {
    if (code !== 34 && code !== 92) SYMBOL[code] = n++;
  }

  // Other files than were told of: the site was published anew.
  class Stale extends Error {}

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

    id() {
      return this.text.slice(this.at, this.at += ID);
    }

    get more() {
      return this.at < this.text.length;
    }
  }

  const reverse = (form) => [...form].reverse().join("");
  const times = (length, make) => Array.from({ length }, (_, i) => make(i));

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

  // What is read of each kind of file.
  const READ = {};

  // Front-coded forms behind the first "~", and the texts behind those.
  function forms(text, at, shared) {
    let before = "";
    const rest = text.slice(at + 1).split("~");
    return [shared.map((n, i) => (before = before.slice(0, n) + rest[i])), rest.slice(shared.length)];
  }

  // How the groups of a file are cut into those of their postings: the first
  // of each, and its id.
  function readRuns(reader) {
    const runs = { firsts: [0], ids: [] };
    for (let left = reader.number(); left; left--) {
      runs.firsts.push(runs.firsts.at(-1) + reader.number());
      runs.ids.push(reader.id());
    }
    return runs;
  }

  // A group is known by its first form, which may be in a file before: then
  // the id of its postings is told here as well.
  READ.d = (text) => {
    const reader = new Reader(text);
    const runs = readRuns(reader);
    const n = reader.number();
    const shared = [], number = [], pages = [], rank = [], log = [];
    const own = [], others = [], starts = [], ids = [];
    for (let i = 0; i < n; i++) {
      shared.push(reader.number());
      const back = reader.number(), other = back - own.length - 1;
      if (!back) {
        starts.push(i);
        own.push(reader.number() + 1);
      } else if (other === others.length) {
        others.push(reader.number() + 1);
        ids.push(reader.id());
      }
      number.push(other < 0 ? own.length - Math.max(back, 1) : ~other);
      pages.push(other < 0 ? own[number[i]] : others[other]);
      const both = reader.number();
      rank.push(both >> 4);
      log.push(Math.min(15, 31 - Math.clz32(pages[i])) - (both & 15));
    }
    const [all, names] = forms(text, reader.at, shared);
    const groups = starts.map((at) => all[at]);
    return {
      forms: all, pages, rank, log, runs,
      group: number.map((at) => (at < 0 ? names[~at] : groups[at])),
      places: new Map(groups.map((name, at) => [name, at])),
      others: new Map(names.map((name, at) => [name, ids[at]])),
    };
  };

  // Forms that stand there backwards.
  READ.s = (text) => {
    const reader = new Reader(text);
    const n = reader.number();
    const shared = [], log = [];
    for (let i = 0; i < n; i++) {
      shared.push(reader.number());
      log.push(reader.number());
    }
    return { forms: forms(text, reader.at, shared)[0].map(reverse), log };
  };

  // Some of PAGES, those STEP apart or more, and a number of each.
  function readNumbered(reader, pages, step) {
    const n = reader.number();
    const some = { pages: new Int32Array(n), numbers: new Int32Array(n) };
    for (let i = 0, at = 0; i < n; i++, at += step) {
      some.pages[i] = pages[at += reader.number()];
      some.numbers[i] = reader.number();
    }
    return some;
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
  READ.p = readGroups((reader) => {
    const first = reader.number();
    const n = (first >> 1) + 1, common = first & 1;
    const pages = new Int32Array(n), levels = new Uint8Array(n).fill(1);
    for (let i = 0, page = 0; i < n; i++, page++) {
      const both = reader.number();
      pages[i] = page += common ? both : both >> 2;
      if (!common) levels[i] = both & 3;
    }
    const details = common ? reader.id() : null;
    const sixths = common ? new Uint8Array(n).fill(63) : readSymbols(reader, n);
    return { common, details, pages, levels, sixths, titles: readNumbered(reader, pages, 1), headings: readNumbered(reader, pages, 0) };
  });

  // Of the one common group that the file is of.
  READ.c = (text) => {
    const reader = new Reader(text);
    const n = reader.number();
    return { sixths: readSymbols(reader, n), levels: readSymbols(reader, n) };
  };

  // Of each group: page → [position, form, position, form …]. Its pages come
  // in stretches.
  READ.q = (text) => text.split("\t").slice(0, -1).map((group) => {
    const pages = new Map();
    const [ranks, ...stretches] = group.split("~").map((part) => new Reader(part));
    const forms = ranks.number();
    for (const reader of stretches) {
      for (let page = reader.number() * STRETCH; reader.more; page++) {
        page += reader.number();
        const spots = [];
        for (let left = reader.number() + 1, position = 0; left; left--) {
          const both = reader.number();
          position += Math.floor(both / forms);
          spots.push(position, both % forms);
        }
        pages.set(page, spots);
      }
    }
    return pages;
  });

  // As the indexer makes ids of headings that have nothing special.
  const idOf = (text) => text.replaceAll(" ", "-").replace(/[^\w-]/g, "").toLowerCase();

  // CUT: the id of the files of texts.
  function readPage(fields, before, cut) {
    const reader = fields.numbers();
    const shared = reader.number();
    const page = { url: before.slice(0, shared) + reader.text.slice(reader.at) };
    page.title = fields.take();
    page.summary = fields.take();
    const numbers = fields.numbers();
    page.text = {
      cut, shard: numbers.number(), unit: numbers.number(), starts: times(numbers.number(), () => numbers.number()),
    };
    page.type = numbers.number() - 1;
    const own = times(numbers.number(), () => numbers.symbol());
    page.headings = own.map((has) => {
      const text = fields.take();
      return { text, id: has ? fields.take() : idOf(text) };
    });
    return page;
  }

  // Of pages what shows them.
  READ.m = (text) => {
    const fields = new Fields(text);
    const cut = fields.take();
    const pages = [];
    while (fields.more) pages.push(readPage(fields, pages.at(-1)?.url ?? "", cut));
    return pages;
  };

  // Of each page the values it has.
  READ.f = (text) => {
    const reader = new Reader(text);
    const sets = times(reader.number(), () => times(reader.number(), () => reader.number()));
    const pages = [];
    while (reader.more) {
      const set = sets[reader.number()];
      for (let run = reader.number() + 1; run; run--) pages.push(set);
    }
    return pages;
  };

  // Of each term its entry.
  READ.g = (text) => {
    const fields = new Fields(text);
    const terms = [];
    while (fields.more) {
      terms.push({ title: fields.take(), definition: fields.take(), url: fields.take() });
    }
    return terms;
  };

  // The pieces of pages, and of each its blocks.
  READ.x = (text) => text.split("\f").map((piece) => piece.split("\t").filter(Boolean));

  function readBoosts(text) {
    const reader = new Reader(text);
    const boosts = new Map();
    for (let page = 0; reader.more;) {
      page += reader.number();
      boosts.set(page, reader.number() / 100);
    }
    return boosts;
  }

  const readNamed = (fields) => ({ id: fields.take(), title: fields.take() });

  const readFacets = (fields, n) => times(n, () => (
    { ...readNamed(fields), values: times(fields.numbers().number(), () => readNamed(fields)) }));

  const list = (text, mark) => (text ? text.split(mark) : []);

  function readIndex(text) {
    const fields = new Fields(text);
    const numbers = fields.numbers();
    const [pages, facets, meta, small] = times(4, () => numbers.number());
    return {
      pages,
      meta,
      // The whole dictionary is in the one file, and so not once more backwards.
      isSmall: small === 1,
      numbering: numbers.id(),
      glossaryId: numbers.id(),
      words: list(fields.take(), "~"),
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

  // Of the shards between BOUNDS that may hold what starts with PREFIX at most
  // MOST, about where NEAR stands.
  function shards(bounds, prefix, most, near) {
    const to = countUpTo(bounds, `${prefix}\uffff`) + 1;
    const from = Math.max(countUpTo(bounds, prefix), Math.min(countUpTo(bounds, near) - (most >> 1), to - most));
    return times(Math.min(to - from, most), (i) => from + i);
  }

  // The id of a shard between BOUNDS.
  const between = (bounds, i) => `${bounds[i - 1] ?? ""}~${bounds[i] ?? ""}`;

  // LOAD gives the promise of a file's text by its name, "p/12-3", and the id
  // that it must have.
  class Files {
    constructor(load) {
      this.load = load;
      // Promises by the names of files, and what they became.
      this.read = new Map();
      this.loaded = new Map();
      // Groups that are told of in other files than their own: their ids.
      this.others = new Map();
      // Of a query by slot, for the next one to use again.
      this.evidence = [];
    }

    async open() {
      Object.assign(this, readIndex(await this.load("index")));
      return this;
    }

    file(name, id) {
      if (!this.read.has(name)) {
        const promise = this.load(name, id).then(READ[name[0]]);
        promise.then((content) => this.loaded.set(name, content), () => this.read.delete(name));
        this.read.set(name, promise);
      }
      return this.read.get(name);
    }

    wordShard(form) {
      return countUpTo(this.words, form);
    }

    // All files must say the same of a group's forms.
    async wordFile(i) {
      const shard = await this.file(`d/${i}`, between(this.words, i));
      for (const [group, id] of shard.others) {
        if ((this.others.get(group) ?? id) !== id) throw new Stale(group);
        this.others.set(group, id);
      }
      return shard;
    }

    // The shards that hold forms starting with PREFIX, at most MOST, about
    // where NEAR stands.
    wordFiles(prefix, most, near = prefix) {
      return Promise.all(shards(this.words, prefix, most, near).map((i) => this.wordFile(i)));
    }

    // Of WORD at most MOST of the shards that hold what ends like it.
    spellingFiles(word, most) {
      const { spelling } = this, back = reverse(word);
      return Promise.all(shards(spelling, back.slice(0, word.length >> 1), most, back)
        .map((i) => this.file(`s/${i}`, between(spelling, i))));
    }

    // What is known of a form: {form, group, pages, rank, log}, or null.
    async word(form) {
      const shard = await this.wordFile(this.wordShard(form));
      const at = countUpTo(shard.forms, form) - 1;
      return shard.forms[at] === form ? search.wordAt(shard, at) : null;
    }

    // The forms of a group, as far as its file has been read.
    *formsOf(group) {
      for (const [name, shard] of this.loaded) {
        if (name[0] === "d") yield* shard.forms.filter((_, at) => shard.group[at] === group);
      }
    }

    // Where the postings of a group are: in the file NAME of each kind, at AT.
    async placeOf(group) {
      const segment = this.wordShard(group);
      const { places, runs } = await this.wordFile(segment);
      const place = places.get(group);
      const run = countUpTo(runs.firsts, place) - 1;
      const id = runs.ids[run];
      if (place === undefined || (this.others.get(group) ?? id) !== id) throw new Stale(group);
      return { name: `${segment}-${run}`, at: place - runs.firsts[run], id };
    }

    // What a file of KIND has of a group: p its postings, q its positions.
    async inShard(kind, group) {
      const { name, at, id } = await this.placeOf(group);
      return (await this.file(`${kind}/${name}`, this.numbering + id))[at];
    }

    group(group) {
      return this.inShard("p", group);
    }

    // Of a common group, which has a file of its own.
    async details(group) {
      const { name } = await this.placeOf(group);
      return this.file(`c/${name}`, (await this.group(group)).details);
    }

    async page(number) {
      return (await this.file(`m/${Math.floor(number / this.meta)}`, this.numbering))[number % this.meta];
    }

    // A piece of the text of page NUMBER, as blocks: all but the first are the
    // first of a file.
    async text(number, { cut, shard, unit }, piece) {
      return (await this.file(`x/${Math.floor(number / this.meta)}-${shard + piece}`, cut))[piece ? 0 : unit] ?? [];
    }

    // A function of the pages of RESULTS: the values that each has of facet I.
    async facet(i, results) {
      const files = [];
      for (const { page } of results) {
        files[page >> FACET] ??= this.file(`f/${i}-${page >> FACET}`, this.numbering);
      }
      const parts = await Promise.all(files);
      return (page) => parts[page >> FACET][page % 2 ** FACET];
    }

    glossary() {
      return this.file("g/0", this.glossaryId);
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
  search.Stale = Stale;
  search.Files = Files;
})(globalThis.guildhallSearch ??= {});
