// <visit-mark> around a form with one button: once the discussion has come into view,
// the form sends itself, so that the next visit shows what is new. Nothing moves.
class VisitMark extends HTMLElement {
  #observer = null;

  connectedCallback() {
    this.hidden = true;
    const seen = this.closest("section") ?? this.parentElement;
    this.#observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) this.#send();
    });
    this.#observer.observe(seen);
  }

  disconnectedCallback() {
    this.#observer?.disconnect();
  }

  #send() {
    this.#observer.disconnect();
    const form = this.querySelector("form");
    // A lost mark only means that something is shown as new once more.
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => {});
  }
}

customElements.define("visit-mark", VisitMark);
