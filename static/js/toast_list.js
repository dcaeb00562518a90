// <toast-list>: each message gets a button that takes it away.
const close = { de: "Meldung schließen", en: "Close message" };

class ToastList extends HTMLElement {
  connectedCallback() {
    for (const toast of this.querySelectorAll(".toast:not(:has(.toast-close))")) this.addButton(toast);
  }

  addButton(toast) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "toast-close";
    button.textContent = "×";
    button.ariaLabel = close[document.documentElement.lang.slice(0, 2)] ?? close.de;
    button.addEventListener("click", () => toast.remove());
    toast.append(button);
  }
}

customElements.define("toast-list", ToastList);
