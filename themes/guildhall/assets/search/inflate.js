// Raw deflate undone (RFC 1951), for browsers that cannot themselves.

((search) => {
  "use strict";

  const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
  const LAST = 258; // the longest copy, which has a code of its own

  // Counts of codes by length, and symbols in the order of their codes.
  function table(lengths) {
    const counts = new Uint16Array(16);
    for (const length of lengths) counts[length] += 1;
    counts[0] = 0;
    const symbols = [...lengths.keys()].filter((i) => lengths[i])
      .sort((a, b) => lengths[a] - lengths[b] || a - b);
    return { counts, symbols };
  }

  // Starts of the ranges that codes stand for: EXTRA bits grow every STEP.
  function ranges(n, first, step) {
    const all = [];
    for (let i = 0, start = first; i < n; i++) {
      const extra = Math.max(0, Math.floor(i / step) - 1);
      all.push([start, extra]);
      start += 2 ** extra;
    }
    return all;
  }

  const LENGTHS = [...ranges(28, 3, 4), [LAST, 0]];
  const DISTANCES = ranges(30, 1, 2);

  class Inflate {
    constructor(bytes) {
      this.bytes = bytes;
      this.at = 0;
      this.bit = 0;
      this.out = [];
    }

    bits(n) {
      let value = 0;
      for (let i = 0; i < n; i++) {
        value |= (this.bytes[this.at] >> this.bit & 1) << i;
        this.bit = (this.bit + 1) % 8;
        if (!this.bit) this.at += 1;
      }
      return value;
    }

    symbol({ counts, symbols }) {
      let code = 0, first = 0, index = 0;
      for (let length = 1; length < 16; length++) {
        code |= this.bits(1);
        if (code - first < counts[length]) return symbols[index + code - first];
        index += counts[length];
        first = (first + counts[length]) << 1;
        code <<= 1;
      }
      throw new Error("damaged");
    }

    stored() {
      if (this.bit) this.at += 1;
      this.bit = 0;
      const length = this.bytes[this.at] | this.bytes[this.at + 1] << 8;
      this.out.push(...this.bytes.subarray(this.at + 4, this.at + 4 + length));
      this.at += 4 + length;
    }

    ownTables() {
      const [literals, distances, n] = [this.bits(5) + 257, this.bits(5) + 1, this.bits(4) + 4];
      const lengths = new Array(19).fill(0);
      for (let i = 0; i < n; i++) lengths[ORDER[i]] = this.bits(3);
      const codes = table(lengths);
      const all = [];
      while (all.length < literals + distances) {
        const symbol = this.symbol(codes);
        if (symbol < 16) all.push(symbol);
        else if (symbol === 16) all.push(...new Array(3 + this.bits(2)).fill(all.at(-1)));
        else all.push(...new Array(symbol === 17 ? 3 + this.bits(3) : 11 + this.bits(7)).fill(0));
      }
      return [table(all.slice(0, literals)), table(all.slice(literals))];
    }

    coded([literals, distances]) {
      for (let symbol; (symbol = this.symbol(literals)) !== 256;) {
        if (symbol < 256) {
          this.out.push(symbol);
          continue;
        }
        const [length, extra] = LENGTHS[symbol - 257];
        let left = length + this.bits(extra);
        const [distance, more] = DISTANCES[this.symbol(distances)];
        const back = distance + this.bits(more);
        for (; left; left--) this.out.push(this.out[this.out.length - back]);
      }
    }

    all() {
      const lengths = [...Array(288).keys()].map((i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
      for (let last = 0; !last;) {
        last = this.bits(1);
        const kind = this.bits(2);
        if (kind === 0) this.stored();
        else if (kind === 1) this.coded([table(lengths), table(new Array(30).fill(5))]);
        else this.coded(this.ownTables());
      }
      return Uint8Array.from(this.out);
    }
  }

  search.inflate = (bytes) => new Inflate(bytes).all();
})(globalThis.guildhallSearch ??= {});
