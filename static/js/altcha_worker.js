// Searches the number that an ALTCHA challenge asks for, off the page's thread.
// Answers with the payload that the server verifies, or null.
import { digest } from "./sha256.js";

const LARGEST = 0xffffffff;
const encoder = new TextEncoder();
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Version 1: SHA-256 of salt and number is the challenge. */
function solveFirst({ algorithm, challenge, salt, signature, maxNumber, maxnumber }) {
  if (algorithm !== "SHA-256") return null;
  const wanted = unhex(challenge);
  for (let number = 0; number <= (maxNumber ?? maxnumber ?? 1_000_000); number += 1) {
    const found = digest(encoder.encode(salt + number));
    if (startsWith(found, wanted)) return { algorithm, challenge, number, salt, signature };
  }
  return null;
}

/** Version 2: salt, nonce and counter, hashed `cost` times, begins with the prefix. */
function solveSecond(challenge) {
  const { algorithm, nonce, salt, cost, keyLength = 32, keyPrefix = "00" } = challenge.parameters;
  if (algorithm !== "SHA-256") return null;
  const message = new Uint8Array([...unhex(salt), ...unhex(nonce), 0, 0, 0, 0]);
  const place = new DataView(message.buffer, message.length - 4);
  const started = performance.now();
  for (let counter = 0; counter <= LARGEST; counter += 1) {
    place.setUint32(0, counter);
    let key = digest(message);
    for (let round = 1; round < cost; round += 1) key = digest(key);
    const derivedKey = hex(key.subarray(0, keyLength));
    if (derivedKey.startsWith(keyPrefix)) {
      return { challenge, solution: { counter, derivedKey, time: performance.now() - started } };
    }
  }
  return null;
}

function startsWith(bytes, beginning) {
  for (let index = 0; index < beginning.length; index += 1) {
    if (bytes[index] !== beginning[index]) return false;
  }
  return true;
}

addEventListener("message", ({ data }) => {
  postMessage(data.parameters ? solveSecond(data) : solveFirst(data));
});
