// The way by which a room's page hears: a socket, and looking now and then where none
// gets through. Each frame says of which state it makes which; whoever does not know
// that state has missed something and asks for the whole. The whole comes in several
// frames: those with `more` are kept until the last one says where their items stand.
const FIRST_WAITS = [400, 800, 800, 800, 800, 800, 800, 1200]; // a restart takes some seconds
const LONGEST_WAIT = 30000;
const FAILURES = 8; // then the page looks for itself
const LOOK_EVERY = 10000;

export class RoomLink {
  #element;
  #show;
  #socket = null;
  #known = "";
  #version = -1;
  #isAsking = false;
  #ahead = [];
  #failures = 0;
  #retry = 0;
  #look = 0;
  #etag = "";

  constructor(element, show) {
    this.#element = element;
    this.#show = show;
  }

  start() {
    const [version, digest] = (this.#element.dataset.stand ?? "").split("-");
    if (digest) [this.#version, this.#known] = [Number(version), digest];
    this.#connect();
  }

  stop() {
    clearTimeout(this.#retry);
    clearTimeout(this.#look);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #connect() {
    const address = new URL(this.#element.getAttribute("socket"), location.href);
    if (this.#known) address.searchParams.set("stand", `${this.#version}-${this.#known}`);
    const socket = new WebSocket(address);
    this.#socket = socket;
    socket.addEventListener("message", ({ data }) => this.#hear(JSON.parse(data)));
    socket.addEventListener("close", ({ code }) => this.#closed(socket, code));
  }

  // Only a word proves that the way is open: a proxy may accept and say nothing.
  #hear(frame) {
    this.#failures = 0;
    clearTimeout(this.#look);
    this.#element.dataset.state = "live";
    if (frame.more) {
      this.#ahead.push(frame.parts);
      return;
    }
    this.#isAsking &&= "was" in frame;
    bring(this.#ahead.splice(0), frame);
    if ("was" in frame && frame.was !== this.#known) this.#askForAll();
    else this.#take(frame);
  }

  #take(frame) {
    this.#known = frame.is;
    this.#version = frame.version;
    if (frame.parts) this.#show(frame);
  }

  #askForAll() {
    if (this.#isAsking) return;
    this.#isAsking = true;
    this.#socket?.send(JSON.stringify({ want: "whole" }));
  }

  #closed(socket, code) {
    if (socket !== this.#socket) return;
    this.#element.dataset.state = "waiting";
    this.#isAsking = false;
    this.#ahead = [];
    if (code === 4403 || code === 4401) return; // not for us any more
    const wait = FIRST_WAITS[this.#failures] ?? 2000 * 2 ** (this.#failures - FIRST_WAITS.length);
    this.#failures += 1;
    // half is chance, so that thousands do not come back in the same instant
    const rest = Math.min(wait, LONGEST_WAIT) * (0.5 + Math.random());
    this.#retry = setTimeout(() => this.#connect(), rest);
    if (this.#failures === FAILURES) this.#planLook();
  }

  #planLook() {
    clearTimeout(this.#look);
    this.#look = setTimeout(() => this.#lookNow(), LOOK_EVERY * (0.5 + Math.random()));
  }

  async #lookNow() {
    try {
      const headers = this.#etag ? { "If-None-Match": this.#etag } : {};
      const response = await fetch(this.#element.getAttribute("src"), { headers });
      if (response.status === 404 || response.redirected) return;
      if (response.ok) {
        this.#etag = response.headers.get("ETag") ?? "";
        this.#take(await response.json());
      }
    } catch {
      // no connection at all: the next look comes
    }
    if (this.#failures && this.#socket) this.#planLook();
  }
}

// What came ahead of the last frame of a whole.
function bring(ahead, frame) {
  for (const parts of ahead) {
    for (const [name, { put }] of Object.entries(parts)) Object.assign(frame.parts[name].put, put);
  }
}
