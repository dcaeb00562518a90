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

// A notice that comes or goes moves nobody: the field that somebody writes in stays
// where it is on the screen, and a notice that was opened stays open.
const PLACE = /^hinweise-/;
let opened = [];
let stood = 0;

function writing() {
  const field = document.activeElement;
  return field?.matches("input, textarea, select") ? field : null;
}

document.addEventListener("htmx:oobBeforeSwap", ({ target }) => {
  if (!PLACE.test(target.id)) return;
  const notices = [...target.querySelectorAll("guide-notice:has([open])")];
  opened = notices.map((notice) => notice.dataset.key);
  stood = writing()?.getBoundingClientRect().top ?? 0;
});

document.addEventListener("htmx:oobAfterSwap", ({ target }) => {
  if (!PLACE.test(target.id)) return;
  for (const notice of target.querySelectorAll("guide-notice")) {
    if (opened.includes(notice.dataset.key)) notice.querySelector("details").open = true;
  }
  const moved = (writing()?.getBoundingClientRect().top ?? stood) - stood;
  if (writing() && moved) scrollBy({ top: moved, behavior: "instant" });
});

customElements.define("guide-notice", GuideNotice);
