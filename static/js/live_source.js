// The socket behind a live part: says when to look again. However much happens, a page
// looks at most twice a second, never twice at once, and always once after the last word.
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;
const APART = 500; // milliseconds between two looks
const SPREAD = 150; // not everybody who hears a word asks at the same instant
const AFTER_FAILURE = 5000;

export class LiveSource {
  #element;
  #look;
  #isBusy;
  #concerns;
  #socket = null;
  #wait = FIRST_WAIT;
  #retry = 0;
  #timer = 0;
  #clock = 0;
  #lastLook = -Infinity;
  #isStale = false;
  #isLooking = false;
  #wasOpen = false;
  #wake = () => this.settle();

  // `look` fetches and shows, and throws where it is worth another try.
  // `concerns` reads a word of the socket and says whether to look for it.
  constructor(element, look, isBusy = () => false, concerns = () => true) {
    this.#element = element;
    this.#look = look;
    this.#isBusy = isBusy;
    this.#concerns = concerns;
  }

  start() {
    document.addEventListener("visibilitychange", this.#wake);
    this.#connect();
  }

  stop() {
    document.removeEventListener("visibilitychange", this.#wake);
    for (const timer of [this.#retry, this.#timer, this.#clock]) clearTimeout(timer);
    this.#timer = 0;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  changed() {
    this.#isStale = true;
    this.#plan(0);
  }

  // What came while nobody could look is looked at now.
  settle() {
    if (this.#isStale) this.#plan(0);
  }

  // Some things end by time alone, and nobody says a word then.
  lookAgainIn(seconds) {
    clearTimeout(this.#clock);
    if (seconds > 0) this.#clock = setTimeout(() => this.changed(), seconds * 1000);
  }

  #connect() {
    const socket = new WebSocket(this.#element.getAttribute("socket"));
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#wait = FIRST_WAIT;
      this.#element.dataset.state = "live";
      if (this.#wasOpen) this.changed(); // what happened meanwhile is unknown
      this.#wasOpen = true;
    });
    socket.addEventListener("message", ({ data }) => {
      if (this.#concerns(data)) this.changed();
    });
    socket.addEventListener("close", (event) => this.#closed(socket, event.code));
  }

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    this.#element.dataset.state = "waiting";
    if (code >= 4000) return; // refused for good: signed out, or a withdrawn role
    // half of the wait is chance, so that a restart is not met by everyone at once
    this.#retry = setTimeout(() => this.#connect(), this.#wait * (0.5 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }

  #plan(wait) {
    if (this.#timer || this.#isLooking) return;
    const rest = Math.max(wait, this.#lastLook + APART - performance.now(), 0);
    this.#timer = setTimeout(() => this.#lookNow(), rest + SPREAD * Math.random());
  }

  async #lookNow() {
    this.#timer = 0;
    if (document.visibilityState === "hidden" || this.#isBusy()) return; // stays stale
    this.#isStale = false;
    this.#isLooking = true;
    this.#lastLook = performance.now();
    let wait = 0;
    try {
      await this.#look();
    } catch {
      this.#isStale = true;
      wait = AFTER_FAILURE;
    }
    this.#isLooking = false;
    if (this.#isStale && this.#socket) this.#plan(wait);
  }
}

// The page as the server tells it now; null where there is nothing to show.
export async function fetched(address, id) {
  const response = await fetch(address, { headers: { "X-Fragment": id } });
  if (response.status >= 500) throw new Error(`${response.status}`);
  if (!response.ok || response.redirected) return null;
  return parsed(await response.text());
}

export function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

export function secondsIn(part) {
  return Number(part.querySelector("[data-again-in]")?.dataset.againIn ?? 0);
}

// Puts the new content in the place of the old; what is the same stays untouched, so
// that focus stays and nothing is read out twice.
export function renew(old, fresh) {
  if (said(old) === said(fresh)) {
    const until = fresh.querySelector("[data-until]")?.dataset.until;
    if (until) old.querySelector("[data-until]").dataset.until = until;
    return;
  }
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  globalThis.htmx?.process(old);
}

// What a part says, without tokens and times that differ in each answer.
function said(part) {
  const copy = part.cloneNode(true);
  for (const each of copy.querySelectorAll("[name='csrfmiddlewaretoken'], [data-again-in]")) each.remove();
  for (const each of copy.querySelectorAll("[data-until]")) delete each.dataset.until;
  return copy.innerHTML.replace(/\s+/g, " ").trim();
}
