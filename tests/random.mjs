// Numbers that look random and are the same for the same seed: splitmix64.
// generator(seed) is a function of n that gives a whole number below n.
export function generator(seed) {
  let state = BigInt(seed);

  return (n) => {
    state = BigInt.asUintN(64, state + 0x9E3779B97F4A7C15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ z >> 30n) * 0xBF58476D1CE4E5B9n);
    z = BigInt.asUintN(64, (z ^ z >> 27n) * 0x94D049BB133111EBn);
    return Number((z ^ z >> 31n) % BigInt(n));
  };
}
