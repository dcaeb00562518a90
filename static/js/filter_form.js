// <filter-form> around a form that is sent by GET: fields without a value stay out of
// the address, so that it says the filter and nothing else.
class FilterForm extends HTMLElement {
  connectedCallback() {
    this.querySelector("form")?.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) {
        if (value === "") formData.delete(name);
      }
      if (!formData.has("bei")) formData.delete("umkreis");
    });
  }
}

customElements.define("filter-form", FilterForm);
