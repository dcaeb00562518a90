// <suggest-field src="/…" fills="id_of_a_hidden_input"> around an input: an ARIA
// combobox. GET src?q=… answers rows <li data-value="words for the input"
// data-key="value for the hidden input">; without script it is a plain input.
import { say } from "./words.js";

const PAUSE = 180; // milliseconds after the last key
const SHORTEST = 2; // letters before it asks

let count = 0;

class SuggestField extends HTMLElement {
  #timer = 0;
  #request = null;

  connectedCallback() {
    this.input = this.querySelector("input");
    if (!this.input || this.list) return;
    count += 1;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `suggestions-${count}`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.labels[0]?.textContent.trim() ?? "");
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.list, this.status);
    const combobox = {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
      "aria-expanded": "false",
    };
    for (const [name, value] of Object.entries(combobox)) this.input.setAttribute(name, value);
    this.#listen();
  }

  #listen() {
    this.input.addEventListener("input", () => {
      this.#fill("");
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), PAUSE);
    });
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#close());
    // before the input loses its focus
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose(option);
    });
  }

  async #ask() {
    const text = this.input.value.trim();
    this.#request?.abort();
    if (text.length < SHORTEST) return this.#close();
    this.#request = new AbortController();
    const url = new URL(this.getAttribute("src"), location.href);
    url.searchParams.set("q", text);
    try {
      const response = await fetch(url, { signal: this.#request.signal });
      if (response.ok && !response.redirected) this.#show(await response.text());
    } catch (error) {
      if (error.name !== "AbortError") this.#close();
    }
  }

  #show(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const options = [...page.querySelectorAll("li")];
    options.forEach((option, index) => {
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
    });
    this.list.replaceChildren(...options);
    this.list.hidden = options.length === 0;
    this.input.setAttribute("aria-expanded", String(options.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = options.length ? say.suggestions(options.length) : say.noSuggestions;
  }

  #key(event) {
    const options = [...this.list.children];
    const current = options.findIndex((option) => option.ariaSelected === "true");
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.#close();
    } else if (event.key === "Enter" && !this.list.hidden && current >= 0) {
      event.preventDefault();
      this.#choose(options[current]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.#ask();
      else this.#mark(options, current + (event.key === "ArrowDown" ? 1 : -1));
    }
  }

  #mark(options, wanted) {
    const index = (wanted + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
    options[index].scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", options[index].id);
  }

  #choose(option) {
    this.input.value = option.dataset.value ?? option.textContent.trim();
    this.#fill(option.dataset.key ?? "");
    this.#close();
    this.status.textContent = "";
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
    this.dispatchEvent(new CustomEvent("suggest-field:chosen", { bubbles: true, detail: { ...option.dataset } }));
  }

  #fill(key) {
    const target = document.getElementById(this.getAttribute("fills") ?? "");
    if (target) target.value = key;
  }

  #close() {
    clearTimeout(this.#timer);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

customElements.define("suggest-field", SuggestField);
