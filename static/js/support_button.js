// <support-button action="/…"> around a link to a form page. The page is cached and
// holds no token, so the click fetches one, POSTs, and swaps in the answer.
class SupportButton extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      this.#press(link);
    });
  }

  async #press(link) {
    if (this.ariaBusy === "true") return;
    this.ariaBusy = "true";
    const fragment = await this.#post().catch(() => "");
    this.ariaBusy = "false";
    // whatever cannot be done here (signing in, a limit, an error) the page can
    if (!fragment) location.assign(link.href);
    else this.#show(fragment);
  }

  async #post() {
    const { token } = await (await fetch("/token/")).json();
    const response = await fetch(this.getAttribute("action"), {
      method: "POST",
      headers: { "X-CSRFToken": token, "X-Fragment": "support" },
    });
    if (!response.ok || response.redirected) return "";
    const html = await response.text();
    return /<html/i.test(html) ? "" : html;
  }

  #show(fragment) {
    this.innerHTML = fragment;
    window.htmx?.process(this);
    this.querySelector("a[href], button")?.focus();
  }
}

customElements.define("support-button", SupportButton);
