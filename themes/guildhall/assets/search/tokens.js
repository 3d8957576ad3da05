// The words of a text, as the indexer takes them: src/search/token.c does the
// same, and tests/search/tokens.txt holds both to it.

((search) => {
  "use strict";

  // Of a run, and runs of a chain: more are not joined.
  const PARTS = 4;
  // A longer form is cut.
  const CHARS = 40;
  // Letters of a word that a number behind it joins.
  const ACRONYM = 5;
  const LETTER = /\p{L}/u;
  const NUMBER = /\p{N}/u;
  const THOUSAND = /,[0-9]{3}(?![\p{L}\p{N}])/uy;

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "");

  // "L" for letters, "N" for numbers, "" for all others and the end.
  const classOf = (c) => (!c ? "" : LETTER.test(c) ? "L" : NUMBER.test(c) ? "N" : "");

  class Scan {
    constructor(text, stops) {
      this.chars = [...plain(text)];
      this.stops = stops;
      this.at = 0;
      this.position = 0;
      this.items = [];
    }

    class(at) {
      return classOf(this.chars[at]);
    }

    // Skip what may stand within a word; false where the word ends.
    skipInner() {
      const c = this.chars[this.at];
      if (c === "\xad") {
        this.at += 1;
        return this.class(this.at) !== "";
      }
      if (!/['\u2018\u2019]/.test(c) || !this.class(this.at + 1)) return false;
      if (this.chars[this.at + 1].toLowerCase() === "s" && !this.class(this.at + 2)) {
        this.at += 2;
        return false;
      }
      this.at += 1;
      return true;
    }

    // The comma of 1,250, and three digits behind it, are no end of a number.
    readThousands(run) {
      if (run.cuts.length !== 1 || !run.digits || run.length > 3) return;
      for (;;) {
        const rest = this.chars.slice(this.at, this.at + 5).join("");
        THOUSAND.lastIndex = 0;
        if (!THOUSAND.test(rest)) return;
        run.text += rest.slice(1, 4);
        run.length += 3;
        this.at += 4;
      }
    }

    // The run of letters and digits that starts here.
    run() {
      const run = { text: "", cuts: [], digits: true, letters: true, length: 0 };
      let before = "";
      let small = false;
      for (let kind; (kind = this.class(this.at));) {
        const c = this.chars[this.at];
        if (kind !== before || (small && /[A-Z]/.test(c))) run.cuts.push(run.text.length);
        run.digits &&= kind === "N";
        run.letters &&= kind === "L";
        small = /[a-z]/.test(c);
        before = kind;
        if (run.length < CHARS) run.text += c.toLowerCase().replace("\u03c2", "\u03c3");
        run.length += 1;
        this.at += 1;
        if (!this.class(this.at) && !this.skipInner()) break;
      }
      this.readThousands(run);
      if (run.cuts.length > PARTS || run.length > CHARS) run.cuts.length = 1;
      return run;
    }

    emit(form, span) {
      this.items.push({ form, position: this.position, span });
    }

    emitRun({ text, cuts }) {
      if (cuts.length > 1) this.emit(text, cuts.length);
      cuts.forEach((cut, i) => {
        this.emit(text.slice(cut, cuts[i + 1]), 1);
        this.position += 1;
      });
    }

    emitJoined(runs, dotted) {
      if (runs.reduce((sum, run) => sum + run.length, 0) > CHARS) return;
      this.emit(runs.map((run) => run.text).join(dotted ? "." : ""),
        runs.reduce((sum, run) => sum + run.cuts.length, 0));
    }

    // The next run of a chain, or null where it ends.
    link(chain) {
      const { chars, at: from } = this;
      const last = chain.runs.at(-1);
      let { dotted } = chain;
      let length = 1;
      let c = chars[from];
      if (dotted && c === ")" && chars[from + 1] === "(") {
        c = ".";
        length = 2;
      } else if (dotted && c === "(") {
        c = ".";
      }
      if (c === undefined) return null;
      if (c !== ".") {
        dotted = false;
        if (c === "/") {
          if (!last.digits || this.class(from + 1) !== "N") return null;
        } else if (!/[-\u2010&_]/.test(c)) {
          return null;
        }
      }
      if (!this.class(from + length)) return null;
      this.at = from + length;
      const run = this.run();
      if (chars[from + length - 1] === "(" && chars[this.at] !== ")") {
        this.at = from;
        return null;
      }
      chain.dotted = dotted;
      return run;
    }

    // Runs that single marks link, without spaces.
    chain() {
      const first = this.run();
      const chain = { runs: [first], dotted: first.digits };
      for (let run; chain.runs.length <= PARTS && (run = this.link(chain));) chain.runs.push(run);
      return chain;
    }

    // ISO 44001: a short word, one space, and a number of two digits or more.
    isBeforeNumber({ runs: [run, more] }) {
      return !more && run.letters && run.cuts.length === 1 && run.length <= ACRONYM &&
        /[\t-\r ]/.test(this.chars[this.at]) &&
        this.class(this.at + 1) === "N" && !this.stops.has(run.text);
    }

    words() {
      let chain = this.chain();
      while (this.isBeforeNumber(chain)) {
        const [word] = chain.runs;
        this.at += 1;
        chain = this.chain();
        const [number, more] = chain.runs;
        if (!more && number.digits && number.cuts.length === 1 && number.length > 1) {
          this.emitJoined([word, number], false);
        }
        this.emitRun(word);
      }
      if (chain.runs.length > 1 && chain.runs.length <= PARTS) {
        this.emitJoined(chain.runs, chain.dotted);
      }
      for (const run of chain.runs) this.emitRun(run);
    }

    all() {
      while (this.at < this.chars.length) {
        if (this.class(this.at)) this.words();
        else this.at += 1;
      }
      return this.items;
    }
  }

  // [{form, position, span}]: span 1 for words, more for what joins so many.
  search.tokens = (text, stops) => new Scan(text, stops).all();
  // Those that are words.
  search.words = (text, stops) => search.tokens(text, stops).filter(({ span }) => span === 1);
})(globalThis.guildhallSearch ??= {});
