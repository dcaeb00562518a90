// <draft-form action="/…"> in or around a form: the words are on the server a few
// seconds after they were typed, and at the latest when the page is left.
import { say } from "./words.js";

const PAUSE = 3000; // milliseconds after the last key
const AGAIN = 20000; // milliseconds after a failure
const LEFT_OUT = new Set(["password", "file"]);
const clock = new Intl.DateTimeFormat(document.documentElement.lang || "de", { hour: "2-digit", minute: "2-digit" });

function isChanged(field) {
  if (LEFT_OUT.has(field.type) || field.type === "hidden") return false;
  // A box without a value has the value "on", ticked or not.
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

class DraftForm extends HTMLElement {
  #timer = 0;
  #isDirty = false;
  #isSending = false;
  #leave = () => {
    if (document.visibilityState === "hidden") this.#saveAndForget();
  };
  #saveAtOnce = () => this.#saveAndForget();
  #online = () => this.#save();
  #touch = () => this.#touched();
  #submit = () => {
    clearTimeout(this.#timer);
    this.#isDirty = false;
  };

  connectedCallback() {
    this.form = this.closest("form") ?? this.querySelector("form");
    if (!this.form) return;
    this.form.addEventListener("input", this.#touch);
    this.form.addEventListener("change", this.#touch);
    this.form.addEventListener("submit", this.#submit);
    document.addEventListener("visibilitychange", this.#leave);
    window.addEventListener("pagehide", this.#saveAtOnce);
    window.addEventListener("online", this.#online);
    // Whoever types fast has begun before this script came.
    if ([...this.form.elements].some(isChanged)) this.#touched();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.form?.removeEventListener("input", this.#touch);
    this.form?.removeEventListener("change", this.#touch);
    this.form?.removeEventListener("submit", this.#submit);
    document.removeEventListener("visibilitychange", this.#leave);
    window.removeEventListener("pagehide", this.#saveAtOnce);
    window.removeEventListener("online", this.#online);
  }

  #touched() {
    this.#isDirty = true;
    this.#saveIn(PAUSE);
  }

  #saveIn(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), milliseconds);
  }

  async #save() {
    if (!this.#isDirty) return;
    if (this.#isSending) {
      this.#saveIn(PAUSE); // what was typed meanwhile must not overtake
      return;
    }
    this.#isDirty = false;
    this.#isSending = true;
    let said = say.draftFailed;
    try {
      let response = await this.#post();
      if (response.status === 403 && (await this.#freshToken())) response = await this.#post();
      if (response.ok && !response.redirected) {
        const answer = await response.json().catch(() => ({}));
        if (answer.saved_at) this.dataset.seen = answer.saved_at;
        said = say.draftSaved(clock.format(new Date()));
      } else {
        this.#isDirty = true;
      }
    } catch {
      this.#isDirty = true;
      said = say.draftOffline;
    }
    this.#isSending = false;
    if (this.#isDirty) this.#saveIn(said === say.draftOffline ? AGAIN : PAUSE * 20);
    this.#tell(said);
  }

  #post() {
    return fetch(this.#address(), { method: "POST", body: this.#content() });
  }

  // Who signed in meanwhile, in another window perhaps, has another token.
  async #freshToken() {
    const field = this.form.elements.namedItem("csrfmiddlewaretoken");
    const response = await fetch("/token/");
    if (!field || !response.ok) return false;
    field.value = (await response.json()).token;
    return true;
  }

  #saveAndForget() {
    if (!this.#isDirty) return;
    clearTimeout(this.#timer);
    if (navigator.sendBeacon(this.#address(), this.#content())) this.#isDirty = false;
  }

  #address() {
    const address = new URL(this.getAttribute("action"), location.href);
    if (this.dataset.seen !== undefined) address.searchParams.set("stand", this.dataset.seen);
    return address;
  }

  #content() {
    const content = new FormData(this.form);
    for (const field of this.form.elements) {
      if (LEFT_OUT.has(field.type) || field.closest("altcha-solver")) content.delete(field.name);
    }
    return content;
  }

  #tell(words) {
    if (!this.state) {
      this.state = this.form.querySelector(".draft-state") ?? this.form.appendChild(document.createElement("p"));
      this.state.className = "draft-state";
      this.state.setAttribute("role", "status");
    }
    if (this.state.textContent !== words) this.state.textContent = words;
  }
}

customElements.define("draft-form", DraftForm);
