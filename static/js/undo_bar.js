// <undo-bar seconds="27">: counts down how long a decision can be undone, then goes.
// The server's seconds count, not this computer's clock.
class UndoBar extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    const seconds = Number(this.getAttribute("seconds"));
    const left = this.querySelector("[data-left]");
    if (!Number.isFinite(seconds) || !left) return;
    const words = left.textContent;
    const end = performance.now() + seconds * 1000;
    const show = () => {
      const now = Math.ceil((end - performance.now()) / 1000);
      if (now <= 0) this.#leave();
      else left.textContent = words.replace(/\d+/, now);
    };
    show();
    this.#timer = setInterval(show, 1000);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #leave() {
    clearInterval(this.#timer);
    // whoever stands on the button is not thrown to the top of the page
    if (this.contains(document.activeElement)) document.querySelector("main")?.focus();
    const list = this.parentElement;
    this.remove();
    if (list && !list.querySelector("undo-bar")) list.remove();
  }
}

customElements.define("undo-bar", UndoBar);
