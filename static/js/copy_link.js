// <copy-link> around a link: a button beside it copies the address.
import { say } from "./words.js";

class CopyLink extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a[href]");
    if (!link || !navigator.clipboard || this.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet button-small";
    button.textContent = say.copyLink;
    const status = document.createElement("span");
    status.className = "small muted";
    status.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(link.href);
      status.textContent = say.copied;
    });
    link.hidden = true; // the button does the same with one step less
    this.append(button, status);
  }
}

customElements.define("copy-link", CopyLink);
