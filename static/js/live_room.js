// <live-room socket="wss://…" src="/…" mine="q17 p3"> around a room's page: renews its
// [data-part] lists by small patches. What is said is the same for everybody; what is
// one's own stands in `mine` and is shown by [data-mine]. Forms with [data-live] are sent
// without leaving the page. All of it works without this module, with a reload.
import { RoomLink } from "./room_link.js";
import { RoomOwn } from "./room_own.js";
import { RoomParts } from "./room_parts.js";
import { RoomSpeech } from "./room_speech.js";
import { sent } from "./room_sending.js";

class LiveRoom extends HTMLElement {
  #speech = new RoomSpeech(this);
  #parts = new RoomParts(this, (words) => this.#speech.say(words));
  #own = new RoomOwn(this, (words) => this.#speech.say(words));
  #link = new RoomLink(this, (frame) => this.#show(frame));
  #send = (event) => this.#submit(event);
  #rest = () => setTimeout(() => this.#parts.settle());

  connectedCallback() {
    this.style.overflowAnchor = "none"; // room_parts.js keeps the place
    this.addEventListener("submit", this.#send);
    this.addEventListener("focusout", this.#rest);
    this.#own.start();
    this.#link.start();
  }

  disconnectedCallback() {
    this.removeEventListener("submit", this.#send);
    this.removeEventListener("focusout", this.#rest);
    this.#link.stop();
    this.#own.stop();
    this.#speech.stop();
  }

  get #mine() {
    return new Set((this.getAttribute("mine") ?? "").split(" ").filter(Boolean));
  }

  #show(frame) {
    this.#parts.show(frame.parts, this.#mine);
    this.#own.heard(frame.parts);
    this.dispatchEvent(new CustomEvent("live-room:updated", { bubbles: true }));
  }

  async #submit(event) {
    const form = event.target;
    if (!form.matches("form[data-live]")) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    const answer = await sent(form, event.submitter, this.#token);
    form.ariaBusy = "false";
    if (answer.isDone) this.#taken(form, event.submitter);
    else if (!this.#parts.renewForm(form, answer.page)) leave(form, event.submitter, this.#token);
  }

  get #token() {
    return this.querySelector("[name='csrfmiddlewaretoken']")?.value ?? "";
  }

  #taken(form, button) {
    const about = (name) => button?.dataset[name] ?? form.dataset[name] ?? "";
    const mine = this.#mine;
    for (const key of about("adds").split(" ")) mine.add(key);
    for (const key of about("removes").split(" ")) mine.delete(key);
    this.setAttribute("mine", [...mine].filter(Boolean).join(" "));
    if (!form.closest("[data-item]")) form.reset();
    this.#parts.mark(mine);
    this.#speech.say(about("thanks"));
  }
}

// What cannot be done here (joining anew, an error) the page can.
function leave(form, button, token) {
  if (button?.name) form.append(hidden(button.name, button.value));
  if (!form.elements.namedItem("csrfmiddlewaretoken")) form.append(hidden("csrfmiddlewaretoken", token));
  form.submit();
}

function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}

customElements.define("live-room", LiveRoom);
