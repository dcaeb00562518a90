// Tells screen readers what happened, politely: never more often than every few seconds,
// and of many things only the last ones.
const APART = 6000;
const MOST = 2;

export class RoomSpeech {
  #room;
  #waiting = [];
  #timer = 0;
  #spoke = -Infinity;

  constructor(room) {
    this.#room = room;
  }

  say(words) {
    if (!words || this.#waiting.at(-1) === words) return;
    this.#waiting.push(words);
    const rest = Math.max(300, this.#spoke + APART - performance.now());
    this.#timer ||= setTimeout(() => this.#speak(), rest);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #speak() {
    this.#timer = 0;
    this.#spoke = performance.now();
    const place = this.#room.querySelector("[data-says]");
    if (place) place.textContent = this.#waiting.slice(-MOST).join(" ");
    this.#waiting = [];
  }
}
