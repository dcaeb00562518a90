// <live-region socket="wss://…" src="/…" id="…">: when the socket says that something
// changed, the part is fetched anew. The socket carries no content, so what a person
// may see is decided by the page alone.
import { LiveSource, fetched, parsed, renew, secondsIn } from "./live_source.js";

class LiveRegion extends HTMLElement {
  #source = new LiveSource(this, () => this.#look(), () => this.#isBeingEdited());
  // Left alone, a part shows what came while somebody wrote in it.
  #idle = () => setTimeout(() => this.#source.settle());

  connectedCallback() {
    this.addEventListener("focusout", this.#idle);
    this.#source.start();
    this.#source.lookAgainIn(secondsIn(this));
  }

  disconnectedCallback() {
    this.removeEventListener("focusout", this.#idle);
    this.#source.stop();
  }

  // Shows an answer that somebody else asked for, such as a claim.
  take(html) {
    this.#show(parsed(html));
  }

  async #look() {
    const page = await fetched(this.getAttribute("src") ?? location.href, this.id);
    if (page) this.#show(page);
  }

  #isBeingEdited() {
    const field = document.activeElement;
    return this.contains(field) && field.matches("input, textarea, select");
  }

  #show(page) {
    const fresh = (this.id && page.getElementById(this.id)) || page.body;
    const seconds = secondsIn(fresh);
    renew(this, fresh);
    this.#source.lookAgainIn(seconds);
    this.dispatchEvent(new CustomEvent("live-region:updated", { bubbles: true }));
  }
}

customElements.define("live-region", LiveRegion);
