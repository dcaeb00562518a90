// <place-field src="…"> around the fields of a place: says in which Stadtteil it lies
// while one types. <place-map> inside sets the two coordinates by a pin on a map; the
// button [data-here] asks the device for its position and shows it there.
const PAUSE = 400; // milliseconds after the last key
const ASKED = ["place_kind", "address", "lat", "lon", "region"];

class PlaceField extends HTMLElement {
  #timer = 0;
  #request = null;

  connectedCallback() {
    this.answer = this.querySelector("[data-answer]");
    this.addEventListener("input", () => this.#soon());
    this.addEventListener("change", () => this.#soon());
    const here = this.querySelector("[data-here]");
    if (!("geolocation" in navigator)) here?.remove();
    here?.addEventListener("click", () => this.#here());
    this.#bringMap();
    this.addEventListener("change", () => this.#bringMap());
  }

  // The map's script comes when somebody wants a pin, not with every form.
  #bringMap() {
    if (this.querySelector("[name=place_kind][value=pin]").checked) import("./place_map.js");
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  async #here() {
    this.querySelector("[name=place_kind][value=pin]").checked = true;
    this.#bringMap();
    await customElements.whenDefined("place-map");
    await this.querySelector("place-map").here();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  async #ask() {
    const place = new FormData(this.closest("form"));
    const url = new URL(this.getAttribute("src"), location.href);
    for (const name of ASKED) url.searchParams.set(name, place.get(name) ?? "");
    this.#request?.abort();
    if (!this.#isEnough(place)) return this.answer.replaceChildren();
    this.#request = new AbortController();
    try {
      const response = await fetch(url, { signal: this.#request.signal });
      if (!response.ok || response.redirected) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      this.answer.replaceChildren(...page.body.childNodes);
    } catch {
      // offline or overtaken by the next key: the form itself answers at the latest
    }
  }

  #isEnough(place) {
    // a street without a number is still being typed
    if (place.get("place_kind") === "address") return /\d/.test(place.get("address"));
    return place.get("place_kind") !== "pin" || Boolean(place.get("lat") && place.get("lon"));
  }
}

customElements.define("place-field", PlaceField);
