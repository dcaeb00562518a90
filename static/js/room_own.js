// One's own questions on a room's page. What the moderation does with them stands in no
// frame, for frames are the same for everybody. So where a frame touches one of them,
// this small part is fetched anew; while one waits, which no frame tells, now and then.
import { fetched, renew } from "./live_source.js";

const APART = 5000; // milliseconds between two looks of a page
const SPREAD = 3000; // thousands hear a frame in the same instant
const WHILE_WAITING = 20000;

export class RoomOwn {
  #room;
  #say;
  #timer = 0;
  #planned = Infinity;
  #lastLook = -Infinity;
  #places = "";

  constructor(room, say) {
    this.#room = room;
    this.#say = say;
  }

  start() {
    this.#rest();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  heard(parts) {
    const keys = this.#items.map((item) => item.dataset.ownItem);
    const isPut = Object.values(parts).some(({ put = {} }) => keys.some((key) => key in put));
    if (isPut || this.#standing() !== this.#places) this.#plan(SPREAD * Math.random());
    this.#places = this.#standing();
  }

  get #part() {
    return this.#room.querySelector("[data-own]");
  }

  get #items() {
    return [...(this.#part?.querySelectorAll("[data-own-item]") ?? [])];
  }

  // In which list of the page each of them stands.
  #standing() {
    const place = (key) => this.#room.querySelector(`[data-item="${CSS.escape(key)}"]`)?.parentElement.dataset.part;
    return this.#items.map(({ dataset }) => `${dataset.ownItem}:${place(dataset.ownItem)}`).join(" ");
  }

  #rest() {
    this.#places = this.#standing();
    if (this.#part?.querySelector("[data-waits]")) this.#plan(WHILE_WAITING * (0.5 + Math.random()));
  }

  // An earlier look replaces a later one.
  #plan(wait) {
    const moment = Math.max(performance.now() + wait, this.#lastLook + APART);
    if (moment >= this.#planned) return;
    clearTimeout(this.#timer);
    this.#planned = moment;
    this.#timer = setTimeout(() => this.#look(), moment - performance.now());
  }

  async #look() {
    this.#planned = Infinity;
    this.#lastLook = performance.now();
    const part = this.#part;
    const page = await fetched(part.dataset.own, part.id).catch(() => null);
    const fresh = page?.getElementById(part.id);
    if (fresh && part.isConnected) {
      const before = this.#said();
      renew(part, fresh);
      for (const [key, words] of this.#said()) if (before.get(key) !== words) this.#say(words);
    }
    if (this.#room.isConnected) this.#rest();
  }

  #said() {
    const heading = this.#part.querySelector("h2")?.textContent;
    const words = (item) => `${heading}: ${item.querySelector("[data-own-state]").textContent}`;
    return new Map(this.#items.map((item) => [item.dataset.ownItem, words(item)]));
  }
}
