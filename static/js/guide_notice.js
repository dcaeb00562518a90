// <guide-notice data-key data-place> inside a form: a notice that somebody may leave
// ("gelassen" goes along with the form), and whose text they may take elsewhere.
class GuideNotice extends HTMLElement {
  connectedCallback() {
    this.querySelector("[data-leave]")?.addEventListener("click", () => this.#leave());
    const copy = this.querySelector("[data-copy]");
    if (copy && !navigator.clipboard) copy.hidden = true;
    copy?.addEventListener("click", () => this.#copy(copy));
  }

  get #form() {
    return this.closest("form");
  }

  #leave() {
    const form = this.#form;
    const left = document.createElement("input");
    left.type = "hidden";
    left.name = "gelassen";
    left.value = this.dataset.key;
    form.querySelector(".guide-asks").append(left);
    const field = form.elements[this.dataset.place];
    this.remove();
    field?.focus(); // where the button stood is nothing any more
    form.dispatchEvent(new Event("change")); // the draft remembers it
  }

  async #copy(button) {
    const { title, text } = this.#form.elements;
    await navigator.clipboard.writeText(`${title.value}\n\n${text.value}`.trim());
    button.querySelector("span").textContent = button.dataset.copied;
  }
}

customElements.define("guide-notice", GuideNotice);
