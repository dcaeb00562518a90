// <upload-field> around a file input and its button: chosen pictures go up at once, so
// that their descriptions can be typed. The button is for those without script.
class UploadField extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input[type=file]");
    const button = this.querySelector("button");
    input?.addEventListener("change", () => {
      if (input.files.length > 0) input.form.requestSubmit(button);
    });
  }
}

customElements.define("upload-field", UploadField);
