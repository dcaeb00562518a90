// <redact-picture picture areas words-remove>: draw rectangles on a picture; each is a
// hidden field in thousandths of its sides. A click ticks the cell under it, as without
// script, and the keyboard ticks cells.
import { smallButton } from "./small_button.js";

const WHOLE = 1000;
const LEAST = 12; // thousandths: less is a click
const SVG = "http://www.w3.org/2000/svg";

class RedactPicture extends HTMLElement {
  #start = null;
  #drawn = null;

  connectedCallback() {
    this.canvas = this.querySelector(".redact-canvas");
    this.list = this.querySelector(".redact-areas");
    if (!this.canvas || this.dataset.ready !== undefined) return;
    this.dataset.ready = "";
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.setAttribute("viewBox", `0 0 ${WHOLE} ${WHOLE}`);
    this.svg.setAttribute("preserveAspectRatio", "none");
    this.svg.setAttribute("aria-hidden", "true");
    this.canvas.append(this.svg);
    const own = `${this.getAttribute("picture")}:`;
    for (const mark of this.getAttribute("areas").split(" ")) {
      if (mark.startsWith(own)) this.#keep(mark.slice(own.length).split(",").map(Number));
    }
    this.canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    this.canvas.addEventListener("pointermove", (event) => this.#draw(event));
    this.canvas.addEventListener("pointerup", (event) => this.#end(event));
    this.canvas.addEventListener("pointercancel", () => this.#drop());
    // What was a rectangle must not also tick the cell it ended in.
    this.canvas.addEventListener("click", (event) => {
      if (this.wasDrawn) event.preventDefault();
      this.wasDrawn = false;
    }, true);
  }

  #at(event) {
    const box = this.canvas.getBoundingClientRect();
    const part = (value, start, size) => Math.min(WHOLE, Math.max(0, Math.round(((value - start) / size) * WHOLE)));
    return [part(event.clientX, box.left, box.width), part(event.clientY, box.top, box.height)];
  }

  #sides(event) {
    const [x, y] = this.#at(event);
    const [fromX, fromY] = this.#start;
    return [Math.min(x, fromX), Math.min(y, fromY), Math.max(x, fromX), Math.max(y, fromY)];
  }

  #begin(event) {
    if (event.button) return;
    this.#start = this.#at(event);
    this.wasDrawn = false;
  }

  #draw(event) {
    if (!this.#start) return;
    const sides = this.#sides(event);
    if (!this.#drawn && !isLarge(sides)) return;
    if (!this.#drawn) this.canvas.setPointerCapture(event.pointerId);
    this.#drawn ??= this.#rectangle();
    place(this.#drawn, sides);
  }

  #end(event) {
    const isArea = this.#start && this.#drawn;
    const sides = isArea ? this.#sides(event) : [];
    this.#drop();
    this.wasDrawn = Boolean(isArea);
    if (isArea && isLarge(sides)) this.#keep(sides);
  }

  #drop() {
    this.#drawn?.remove();
    this.#drawn = this.#start = null;
  }

  #rectangle() {
    const rectangle = document.createElementNS(SVG, "rect");
    this.svg.append(rectangle);
    return rectangle;
  }

  #keep(sides) {
    const rectangle = this.#rectangle();
    place(rectangle, sides);
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "bereich";
    field.value = `${this.getAttribute("picture")}:${sides.join(",")}`;
    const entry = document.createElement("li");
    const words = `${this.getAttribute("words-remove")} ${this.list.children.length + 1}`;
    entry.append(field, smallButton(words, () => {
      rectangle.remove();
      entry.remove();
    }));
    this.list.append(entry);
  }
}

function isLarge([left, top, right, bottom]) {
  return right - left >= LEAST && bottom - top >= LEAST;
}

function place(rectangle, [left, top, right, bottom]) {
  rectangle.setAttribute("x", left);
  rectangle.setAttribute("y", top);
  rectangle.setAttribute("width", right - left);
  rectangle.setAttribute("height", bottom - top);
}

customElements.define("redact-picture", RedactPicture);
