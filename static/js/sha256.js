// SHA-256 (FIPS 180-4) without waiting: crypto.subtle answers asynchronously, which
// makes half a million short messages ten times slower, and is absent without TLS.
const ROUNDS = constants((prime) => Math.cbrt(prime), 64);
const START = constants((prime) => Math.sqrt(prime), 8);
const words = new Uint32Array(64);

/** The first 32 bits of the fractional parts of a root of the first primes. */
function constants(root, count) {
  const found = [];
  for (let number = 2; found.length < count; number += 1) {
    let isPrime = true;
    for (let divisor = 2; divisor * divisor <= number; divisor += 1) {
      if (number % divisor === 0) isPrime = false;
    }
    if (isPrime) found.push(Math.floor((root(number) % 1) * 2 ** 32));
  }
  return new Uint32Array(found);
}

const turn = (value, by) => (value >>> by) | (value << (32 - by));

/** @param {Uint8Array} message @returns {Uint8Array} 32 bytes */
export function digest(message) {
  const padded = new Uint8Array(((message.length + 72) >> 6) << 6);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 4, message.length * 8);
  const state = START.slice();
  for (let block = 0; block < padded.length; block += 64) mix(state, view, block);
  const result = new DataView(new ArrayBuffer(32));
  state.forEach((word, index) => result.setUint32(index * 4, word));
  return new Uint8Array(result.buffer);
}

function mix(state, view, block) {
  for (let index = 0; index < 16; index += 1) words[index] = view.getUint32(block + index * 4);
  for (let index = 16; index < 64; index += 1) {
    const early = words[index - 15];
    const late = words[index - 2];
    const first = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3);
    const second = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10);
    words[index] = words[index - 16] + first + words[index - 7] + second;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let index = 0; index < 64; index += 1) {
    const upper = (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g));
    const one = (h + upper + ROUNDS[index] + words[index]) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state[index] += word;
  });
}
