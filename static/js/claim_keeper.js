// <claim-keeper claim="/…" release="/…" region="id">: takes an item that is free when its
// page comes into view, keeps it while somebody works there, gives it back when the page
// is left. A page in the background or left alone keeps nothing: its claim runs out.
const RENEW_EVERY = 60000; // milliseconds; a claim lasts ten minutes
const WORK = ["input", "keydown", "pointerdown", "pointermove", "scroll", "wheel"];

class ClaimKeeper extends HTMLElement {
  #claimedAt = 0;
  #isClaiming = false;
  #isDeciding = false;
  #work = () => {
    if (Date.now() - this.#claimedAt > RENEW_EVERY) this.#claim();
  };
  #visible = () => {
    if (!this.#claimedAt) this.#claim();
  };
  #back = (event) => {
    if (event.persisted) this.#claim();
  };
  #submit = (event) => {
    const { pathname } = new URL(event.target.action, location.href);
    this.#isDeciding = !event.defaultPrevented && pathname === location.pathname;
  };
  #leave = () => {
    const until = this.#held?.dataset.until;
    if (!until || this.#isDeciding) return;
    const content = this.#content();
    content.set("bis", until); // a claim that another page renewed since stays
    navigator.sendBeacon(this.getAttribute("release"), content);
  };

  connectedCallback() {
    for (const name of WORK) document.addEventListener(name, this.#work, { capture: true, passive: true });
    document.addEventListener("visibilitychange", this.#visible);
    document.addEventListener("submit", this.#submit);
    window.addEventListener("pagehide", this.#leave);
    window.addEventListener("pageshow", this.#back);
    // The live part may not be there yet: elements are defined one after the other.
    customElements.whenDefined("live-region").then(() => this.#claim());
  }

  disconnectedCallback() {
    for (const name of WORK) document.removeEventListener(name, this.#work, { capture: true });
    document.removeEventListener("visibilitychange", this.#visible);
    document.removeEventListener("submit", this.#submit);
    window.removeEventListener("pagehide", this.#leave);
    window.removeEventListener("pageshow", this.#back);
  }

  get #region() {
    return document.getElementById(this.getAttribute("region"));
  }

  get #held() {
    return this.#region?.querySelector("[data-until]");
  }

  async #claim() {
    const isThere = this.#held ?? this.#region?.querySelector("[data-free]");
    if (!isThere || this.#isClaiming || document.visibilityState === "hidden") return;
    this.#isClaiming = true;
    this.#claimedAt = Date.now();
    try {
      const response = await fetch(this.getAttribute("claim"), {
        method: "POST",
        body: this.#content(),
        headers: { "HX-Request": "true" },
      });
      if (response.ok && !response.redirected) this.#show(await response.text());
    } catch {
      this.#claimedAt = 0; // the next move tries again
    }
    this.#isClaiming = false;
  }

  #show(html) {
    this.#region.take(html);
    const address = new URL(this.#region.getAttribute("src"), location.href);
    if (!this.#held || address.searchParams.has("hatte")) return;
    // From now on the part says it when somebody else has the item.
    address.searchParams.set("hatte", "1");
    this.#region.setAttribute("src", address.pathname + address.search);
  }

  #content() {
    const content = new FormData();
    const token = document.querySelector("[name='csrfmiddlewaretoken']");
    content.set("csrfmiddlewaretoken", token?.value ?? "");
    return content;
  }
}

customElements.define("claim-keeper", ClaimKeeper);
