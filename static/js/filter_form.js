// <filter-form> around a form that is sent by GET: fields without a value, or with the
// one they have anyway (data-default), stay out of the address.
class FilterForm extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    form?.addEventListener("formdata", ({ formData }) => {
      for (const [name, value] of [...formData]) {
        const usual = form.elements[name]?.dataset?.default ?? "";
        if (value === usual) formData.delete(name);
      }
    });
  }
}

customElements.define("filter-form", FilterForm);
