// <upload-field largest words-…> around the pictures of a form: chosen files go up at
// once, one after the other, each with its progress; what fails can be tried again. The
// part [data-pictures] is swapped for the server's answer to the form's own buttons.
import { smallButton } from "./small_button.js";

const OWN_BUTTONS = 'button[name="entfernen"], button[name="nach-vorn"]';

class UploadField extends HTMLElement {
  #queue = Promise.resolve();

  connectedCallback() {
    if (this.list) return;
    this.form = this.closest("form");
    this.pictures = this.querySelector("[data-pictures]");
    this.list = document.createElement("ul");
    this.list.className = "upload-list plain-list";
    this.append(this.list);
    this.addEventListener("change", (event) => this.#chosen(event.target));
    this.addEventListener("click", (event) => this.#pressed(event));
    // Files that were chosen before this script was there.
    for (const input of this.querySelectorAll('input[type="file"]')) this.#chosen(input);
  }

  #chosen(input) {
    if (input.type !== "file") return;
    for (const file of input.files) this.#add(file);
    // an emptied field sends the same file no second time with the form
    input.value = "";
  }

  #pressed(event) {
    const button = event.target.closest(OWN_BUTTONS);
    if (!button) return;
    event.preventDefault();
    this.#queue = this.#queue.then(async () => {
      const answer = await this.#post(this.#content(button.name, button.value)).catch(() => null);
      if (answer === null) return this.form.requestSubmit(button);
      this.#swap(answer);
      this.pictures.querySelector("input, button")?.focus();
    });
  }

  #add(file) {
    const row = document.createElement("li");
    row.className = "upload-row";
    row.setAttribute("role", "status");
    this.list.append(row);
    if (file.size > Number(this.getAttribute("largest"))) {
      return row.replaceChildren(this.#words("words-large", file), this.#drop(row));
    }
    this.#queue = this.#queue.then(() => this.#send(file, row));
  }

  async #send(file, row) {
    const bar = document.createElement("progress");
    bar.max = 1;
    const label = document.createElement("label");
    label.append(this.#words("words-sending", file), bar);
    row.replaceChildren(label);
    const content = this.#content("hochladen", "1");
    content.append("pictures", file);
    try {
      const answer = await this.#post(content, (share) => (bar.value = share));
      this.#swap(answer);
      const refused = this.pictures.querySelector(".field-error") !== null;
      row.replaceChildren(refused ? "" : this.#words("words-done", file));
      row.classList.remove("is-failed");
    } catch {
      const again = smallButton(this.getAttribute("words-again"), () => {
        this.#queue = this.#queue.then(() => this.#send(file, row));
      });
      row.replaceChildren(this.#words("words-failed", file), again, this.#drop(row));
      row.classList.add("is-failed");
    }
  }

  // All that was typed goes along, so that the draft has it.
  #content(name, value) {
    const content = new FormData(this.form);
    content.delete("pictures");
    content.append(name, value);
    return content;
  }

  #post(content, tell = () => {}) {
    return new Promise((done, failed) => {
      const request = new XMLHttpRequest();
      request.open("POST", this.form.getAttribute("action") || location.href);
      request.setRequestHeader("HX-Request", "true");
      request.upload.onprogress = (event) => event.lengthComputable && tell(event.loaded / event.total);
      request.onload = () => (request.status === 200 ? done(request.responseText) : failed(request.status));
      request.onerror = request.ontimeout = failed;
      request.send(content);
    });
  }

  // Words that were typed while a picture was on its way are newer than the answer's.
  #swap(answer) {
    const typed = new Map();
    for (const row of this.pictures.querySelectorAll("li")) {
      typed.set(row.querySelector('[name="picture"]').value, row.querySelector('[name="alt_text"]').value);
    }
    const focused = document.activeElement?.id;
    const page = new DOMParser().parseFromString(answer, "text/html");
    this.pictures.replaceChildren(...page.body.childNodes);
    for (const row of this.pictures.querySelectorAll("li")) {
      const words = typed.get(row.querySelector('[name="picture"]').value);
      if (words !== undefined) row.querySelector('[name="alt_text"]').value = words;
    }
    if (focused) document.getElementById(focused)?.focus();
  }

  #words(name, file) {
    return this.getAttribute(name).replace("{name}", file.name);
  }

  #drop(row) {
    return smallButton(this.getAttribute("words-drop"), () => row.remove());
  }
}

customElements.define("upload-field", UploadField);
