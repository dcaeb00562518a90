// <live-region socket="wss://…" src="/…" id="…">: when the socket says that something
// changed, the part is fetched anew. The socket carries no content, so what a person
// may see is decided by the page alone.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const GATHER = 300; // messages within this time make one fetch

class LiveRegion extends HTMLElement {
  #socket = null;
  #wait = FIRST_WAIT;
  #retry = 0;
  #gather = 0;
  #isStale = false;
  #wasOpen = false;
  #visible = () => {
    if (document.visibilityState === "visible" && this.#isStale) this.#refresh();
  };
  #idle = () => {
    if (this.#isStale) setTimeout(() => this.#refresh());
  };

  connectedCallback() {
    document.addEventListener("visibilitychange", this.#visible);
    this.addEventListener("focusout", this.#idle);
    this.#connect();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.#visible);
    this.removeEventListener("focusout", this.#idle);
    clearTimeout(this.#retry);
    clearTimeout(this.#gather);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #connect() {
    const socket = new WebSocket(this.getAttribute("socket"));
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#wait = FIRST_WAIT;
      this.dataset.state = "live";
      if (this.#wasOpen) this.#changed(); // what happened meanwhile is unknown
      this.#wasOpen = true;
    });
    socket.addEventListener("message", () => this.#changed());
    socket.addEventListener("close", (event) => this.#closed(socket, event.code));
  }

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    this.dataset.state = "waiting";
    if (code >= 4000) return; // refused for good: signed out, or a withdrawn role
    // half of the wait is chance, so that a restart is not met by everyone at once
    this.#retry = setTimeout(() => this.#connect(), this.#wait * (0.5 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #changed() {
    this.#isStale = true;
    clearTimeout(this.#gather);
    this.#gather = setTimeout(() => this.#refresh(), GATHER * (0.5 + Math.random()));
  }

  async #refresh() {
    if (document.visibilityState === "hidden" || this.#isBeingEdited()) return;
    this.#isStale = false;
    try {
      const response = await fetch(this.getAttribute("src") ?? location.href, {
        headers: { "X-Fragment": this.id },
      });
      if (response.ok && !response.redirected) this.#show(await response.text());
    } catch {
      this.#isStale = true;
    }
  }

  #isBeingEdited() {
    const field = document.activeElement;
    return this.contains(field) && field.matches("input, textarea, select");
  }

  #show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const source = (this.id && page.getElementById(this.id)) || page.body;
    const focused = this.contains(document.activeElement) ? document.activeElement.id : "";
    this.replaceChildren(...source.childNodes);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
    globalThis.htmx?.process(this);
    this.dispatchEvent(new CustomEvent("live-region:updated", { bubbles: true }));
  }
}

customElements.define("live-region", LiveRegion);
