// <redact-text words-count words-select>: a text whose words are checkboxes. One may
// drag over several words, and walk with the arrow keys; shift and arrow marks on.
import { smallButton } from "./small_button.js";

class RedactText extends HTMLElement {
  #boxes = [];
  #status = null;
  #button = null;

  connectedCallback() {
    this.#boxes = [...this.querySelectorAll("input[type=checkbox]")];
    if (!this.#boxes.length || this.#status) return;
    this.dataset.ready = "";
    this.#boxes.forEach((box, index) => (box.tabIndex = index ? -1 : 0));
    this.#status = document.createElement("p");
    this.#status.className = "redact-status";
    this.#status.setAttribute("role", "status");
    this.#button = smallButton(this.getAttribute("words-select"), () => this.#take());
    this.#button.hidden = true;
    this.append(this.#button, this.#status);
    this.addEventListener("keydown", (event) => this.#walk(event));
    this.addEventListener("change", () => this.#tell());
    this.addEventListener("pointerup", (event) => {
      // A finger selects with handles of its own, so it gets the button.
      if (event.pointerType === "mouse") this.#take();
    });
    document.addEventListener("selectionchange", this.#offer);
    this.#tell();
  }

  disconnectedCallback() {
    document.removeEventListener("selectionchange", this.#offer);
  }

  #offer = () => {
    this.#button.hidden = this.#selected().length < 2;
  };

  #selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return [];
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(this)) return [];
    return this.#boxes.filter((box) => range.intersectsNode(box.nextElementSibling));
  }

  // One word alone is a click, and its checkbox has heard of that already.
  #take() {
    const boxes = this.#selected();
    if (boxes.length < 2) return;
    const isMarked = boxes.every((box) => box.checked);
    for (const box of boxes) box.checked = !isMarked;
    document.getSelection().removeAllRanges();
    this.#button.hidden = true;
    this.#tell();
  }

  #walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const from = this.#boxes.indexOf(event.target);
    const next = this.#boxes[from + step];
    if (!step || from < 0 || !next) return;
    event.preventDefault();
    if (event.shiftKey) {
      event.target.checked = true;
      next.checked = true;
      this.#tell();
    }
    event.target.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  #tell() {
    const count = this.#boxes.filter((box) => box.checked).length;
    this.#status.textContent = `${count} ${this.getAttribute("words-count")}`;
  }
}

customElements.define("redact-text", RedactText);
