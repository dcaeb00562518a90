// <theme-choice>: system, light or dark; kept in this browser only, no cookie.
const words = {
  de: { label: "Darstellung", "": "wie das Gerät", light: "hell", dark: "dunkel" },
  en: { label: "Appearance", "": "as the device", light: "light", dark: "dark" },
};

class ThemeChoice extends HTMLElement {
  connectedCallback() {
    const text = words[document.documentElement.lang.slice(0, 2)] ?? words.de;
    const label = document.createElement("label");
    const select = document.createElement("select");
    label.append(`${text.label}: `, select);
    for (const theme of ["", "light", "dark"]) select.append(new Option(text[theme], theme));
    select.value = document.documentElement.dataset.theme ?? "";
    select.addEventListener("change", () => this.choose(select.value));
    this.replaceChildren(label);
  }

  choose(theme) {
    if (theme) {
      document.documentElement.dataset.theme = theme;
      localStorage.setItem("theme", theme);
    } else {
      delete document.documentElement.dataset.theme;
      localStorage.removeItem("theme");
    }
  }
}

customElements.define("theme-choice", ThemeChoice);
