// <toast-list>: each message gets a button that takes it away.
import { say } from "./words.js";

class ToastList extends HTMLElement {
  connectedCallback() {
    for (const toast of this.querySelectorAll(".toast")) {
      if (!toast.querySelector(".toast-close")) this.addButton(toast);
    }
  }

  addButton(toast) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "toast-close";
    button.textContent = "×";
    button.setAttribute("aria-label", say.closeMessage);
    button.addEventListener("click", () => {
      toast.remove();
      document.querySelector("main")?.focus();
    });
    toast.append(button);
  }
}

customElements.define("toast-list", ToastList);
