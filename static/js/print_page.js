// <print-page>: a button that prints; without script there is the browser's own.
import { say } from "./words.js";

class PrintPage extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = say.print;
    button.addEventListener("click", () => window.print());
    this.append(button);
  }
}

customElements.define("print-page", PrintPage);
