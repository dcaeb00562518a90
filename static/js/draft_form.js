// <draft-form action="/…"> around a form: the words are on the server a few seconds
// after they were typed, and at the latest when the page is left.
import { say } from "./words.js";

const PAUSE = 3000; // milliseconds after the last key
const LEFT_OUT = new Set(["password", "file"]);

class DraftForm extends HTMLElement {
  #timer = 0;
  #isDirty = false;
  #isSending = false;
  #leave = () => {
    if (document.visibilityState === "hidden") this.#saveAndForget();
  };

  connectedCallback() {
    this.form = this.querySelector("form");
    this.state = this.querySelector(".draft-state");
    if (!this.form) return;
    this.form.addEventListener("input", () => this.#touched());
    this.form.addEventListener("change", () => this.#touched());
    this.form.addEventListener("submit", () => {
      clearTimeout(this.#timer);
      this.#isDirty = false;
    });
    document.addEventListener("visibilitychange", this.#leave);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.#leave);
  }

  #touched() {
    this.#isDirty = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), PAUSE);
  }

  async #save() {
    if (!this.#isDirty || this.#isSending) return;
    this.#isDirty = false;
    this.#isSending = true;
    let isSaved = false;
    try {
      const response = await fetch(this.getAttribute("action"), {
        method: "POST",
        body: this.#content(),
      });
      // a redirect means a sign-in page: nothing was stored
      isSaved = response.ok && !response.redirected;
    } catch {
      // offline: said below, and tried again with the next key
    }
    this.#isSending = false;
    if (!isSaved) this.#isDirty = true;
    if (this.state) this.state.textContent = isSaved ? say.draftSaved : say.draftFailed;
  }

  #saveAndForget() {
    if (!this.#isDirty) return;
    clearTimeout(this.#timer);
    if (navigator.sendBeacon(this.getAttribute("action"), this.#content())) this.#isDirty = false;
  }

  #content() {
    const content = new FormData(this.form);
    for (const field of this.form.elements) {
      if (LEFT_OUT.has(field.type) || field.closest("altcha-solver")) content.delete(field.name);
    }
    return content;
  }
}

customElements.define("draft-form", DraftForm);
