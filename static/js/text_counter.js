// <text-counter> around a textarea with maxlength: says how many characters are left,
// to the eye at once and to the ear only near the end.
import { say } from "./words.js";

const NEAR_THE_END = 100;

class TextCounter extends HTMLElement {
  #field = null;
  #shown = null;
  #update = () => this.#count();

  connectedCallback() {
    this.#field = this.querySelector("textarea[maxlength]");
    if (!this.#field || this.#shown) return;
    this.most = Number(this.#field.getAttribute("maxlength"));
    // Pasting must not cut anybody's words off without a sound; the server counts too.
    this.#field.removeAttribute("maxlength");
    this.#shown = document.createElement("p");
    this.#shown.className = "text-left";
    this.append(this.#shown);
    this.#field.addEventListener("input", this.#update);
    this.#count();
  }

  #count() {
    const left = this.most - this.#field.value.length;
    this.#shown.textContent = say.charactersLeft(left);
    this.#shown.classList.toggle("is-over", left < 0);
    this.#shown.setAttribute("aria-live", left < NEAR_THE_END ? "polite" : "off");
  }
}

customElements.define("text-counter", TextCounter);
