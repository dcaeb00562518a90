// <theme-choice>: system, light or dark; kept in this browser only, no cookie.
import { say } from "./words.js";

class ThemeChoice extends HTMLElement {
  connectedCallback() {
    const label = document.createElement("label");
    const select = document.createElement("select");
    label.append(`${say.theme}: `, select);
    select.append(
      new Option(say.system, ""),
      new Option(say.light, "light"),
      new Option(say.dark, "dark"),
    );
    select.value = document.documentElement.dataset.theme ?? "";
    select.addEventListener("change", () => this.choose(select.value));
    this.replaceChildren(label);
  }

  choose(theme) {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    try {
      if (theme) localStorage.setItem("theme", theme);
      else localStorage.removeItem("theme");
    } catch {
      // storage may be forbidden; the choice then lasts for this page
    }
  }
}

customElements.define("theme-choice", ThemeChoice);
