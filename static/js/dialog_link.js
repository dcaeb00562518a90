// <dialog-link>: a link to a page with a form, and the same form in a <dialog>.
// With script the link opens the dialog; without, it leads to the page.
class DialogLink extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a[href]");
    const dialog = this.querySelector("dialog");
    if (!link || !dialog?.showModal) return;
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      // a new tab or window is still a new tab or window
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      dialog.showModal();
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("[data-close]")) dialog.close();
    });
    dialog.addEventListener("close", () => link.focus());
  }
}

customElements.define("dialog-link", DialogLink);
