// <live-parts socket="wss://…" src="/…" id="…"> around a list: when the socket says that
// something changed, the answer's elements with [data-part] renew those with the same id.
// The list itself keeps its place: nothing comes, goes or moves. What is shown is named
// by the [data-item] of each row and asked for as `zeilen`.
import { LiveSource, fetched, renew, secondsIn } from "./live_source.js";

class LiveParts extends HTMLElement {
  #source = new LiveSource(this, () => this.#look());

  connectedCallback() {
    this.#source.start();
    this.#source.lookAgainIn(secondsIn(this));
  }

  disconnectedCallback() {
    this.#source.stop();
  }

  async #look() {
    const address = new URL(this.getAttribute("src"), location.href);
    const shown = [...this.querySelectorAll("[data-item]")].map((row) => row.dataset.item);
    if (shown.length) address.searchParams.set("zeilen", shown.join("."));
    const page = await fetched(address, this.id);
    if (!page) return;
    const seconds = secondsIn(page);
    for (const fresh of page.querySelectorAll("[data-part]")) this.#renew(fresh);
    this.#source.lookAgainIn(seconds);
    this.dispatchEvent(new CustomEvent("live-parts:updated", { bubbles: true }));
  }

  #renew(fresh) {
    const old = document.getElementById(fresh.id);
    if (!old) return;
    if (old.localName === "select") relabel(old, fresh);
    else renew(old, fresh);
  }
}

// A choice keeps its options and what is chosen; only their figures change, and not
// while somebody chooses.
function relabel(old, fresh) {
  if (old === document.activeElement) return;
  const words = new Map([...fresh.options].map((option) => [option.value, option.text]));
  for (const option of old.options) {
    const text = words.get(option.value);
    if (text !== undefined && option.text !== text) option.text = text;
  }
}

customElements.define("live-parts", LiveParts);
