// <idea-map spots part outlines tiles leaflet words-…>: ideas or actors on a map, and in the
// element that `list` names what lies in the part that is shown. The ground are the
// outlines of the Stadtteile; tiles only if the district runs its own server.
import { addZoom, bringLeaflet, drawGround, fit, nameAt } from "./map_ground.js";

const MAX_ZOOM = 18;
const SETTLED = 150; // milliseconds of rest before the shown part is fetched
const VIEW = /^#karte=(\d+(?:\.\d+)?)\/(-?\d+\.\d+)\/(-?\d+\.\d+)$/;

class IdeaMap extends HTMLElement {
  #map;
  #layer;
  #ground;
  #request;
  #timer;
  #pins = new Map();

  async connectedCallback() {
    if (this.canvas) return;
    this.list = document.getElementById(this.getAttribute("list"));
    this.canvas = document.createElement("div");
    this.canvas.className = "idea-map-canvas";
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "region");
    this.canvas.setAttribute("aria-label", this.getAttribute("words-map"));
    this.notice = document.createElement("p");
    this.notice.className = "idea-map-notice";
    this.notice.setAttribute("role", "status");
    this.append(this.canvas, this.notice);
    this.list?.addEventListener("pointerover", (event) => this.#point(event));
    this.list?.addEventListener("focusin", (event) => this.#point(event));
    try {
      await this.#begin();
    } catch {
      this.#failed(() => location.reload());
    }
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#map?.remove();
  }

  async #begin() {
    await bringLeaflet(this.getAttribute("leaflet"));
    this.#map = L.map(this.canvas, { maxZoom: MAX_ZOOM, minZoom: 9, zoomSnap: 0.5, attributionControl: false, zoomControl: false });
    addZoom(this.#map, this);
    if (this.getAttribute("tiles")) L.tileLayer(this.getAttribute("tiles")).addTo(this.#map);
    const ground = await drawGround(this.#map, this.getAttribute("outlines"), "idea-map");
    // back from an idea one finds the part again that one left
    const view = VIEW.exec(location.hash);
    if (view) this.#map.setView([view[2], view[3]], Number(view[1]));
    else this.#map.fitBounds(ground.getBounds());
    fit(this.#map, ground);
    this.#ground = ground;
    this.#layer = L.layerGroup().addTo(this.#map);
    this.#map.on("moveend", () => this.#soon());
    this.#show();
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), SETTLED);
    const { lat, lng } = this.#map.getCenter();
    history.replaceState(history.state, "", `#karte=${this.#map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`);
  }

  #shown(address) {
    const url = new URL(this.getAttribute(address), location.href);
    const bounds = this.#map.getBounds();
    // whole steps, so that neighbours share a cached answer
    const step = (value) => value.toFixed(3);
    url.searchParams.set("west", step(bounds.getWest()));
    url.searchParams.set("south", step(bounds.getSouth()));
    url.searchParams.set("east", step(bounds.getEast()));
    url.searchParams.set("north", step(bounds.getNorth()));
    url.searchParams.set("zoom", Math.round(this.#map.getZoom()));
    return url;
  }

  async #show() {
    this.#request?.abort();
    this.#request = new AbortController();
    const { signal } = this.#request;
    try {
      const answers = await Promise.all(["spots", "part"].map((name) => ask(this.#shown(name), signal)));
      const found = await answers[0].json();
      const part = await answers[1].text();
      this.#draw(found.spots);
      this.notice.replaceChildren(found.has_more ? this.getAttribute("words-more") : "");
      const page = new DOMParser().parseFromString(part, "text/html");
      this.list?.replaceChildren(...page.body.childNodes);
    } catch (error) {
      if (error.name !== "AbortError") this.#failed(() => this.#show());
    }
  }

  #failed(again) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet button-small";
    button.textContent = this.getAttribute("words-again");
    button.addEventListener("click", () => {
      this.notice.replaceChildren();
      again();
    });
    this.notice.replaceChildren(this.getAttribute("words-failed"), " ", button);
  }

  #draw(spots) {
    const hadFocus = this.canvas.contains(document.activeElement);
    this.#layer.clearLayers();
    this.#pins.clear();
    for (const [lon, lat, ideas, title, url] of spots) {
      const marker = url ? this.#idea(lon, lat, title, url) : this.#cell(lon, lat, ideas);
      marker.addTo(this.#layer);
      marker.getElement().setAttribute("aria-label", url ? title : this.#words(lon, lat, ideas));
      if (url) this.#pins.set(url, marker);
    }
    // the marker that was pressed is gone: its keyboard goes on at the map
    if (hadFocus && !this.canvas.contains(document.activeElement)) this.canvas.focus({ preventScroll: true });
  }

  #idea(lon, lat, title, url) {
    const icon = L.divIcon({ className: "idea-map-pin", iconSize: [28, 28] });
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    return L.marker([lat, lon], { icon, keyboard: true }).bindPopup(link);
  }

  #cell(lon, lat, ideas) {
    const size = Math.min(56, 26 + 8 * Math.log10(ideas) * 2);
    const icon = L.divIcon({ className: "idea-map-cell", iconSize: [size, size], html: String(ideas) });
    const marker = L.marker([lat, lon], { icon, keyboard: true });
    marker.on("click", () => this.#map.setView([lat, lon], this.#map.getZoom() + 2));
    return marker;
  }

  // What a cell is called: a number alone says nothing to who cannot see where it lies.
  #words(lon, lat, ideas) {
    const name = nameAt(this.#ground, lon, lat);
    const near = name ? `${this.getAttribute("words-near").replace("{name}", name)} ` : "";
    return near + this.getAttribute(ideas === 1 ? "words-one" : "words-cell").replace("{number}", ideas);
  }

  // Show where an entry of the list lies.
  #point(event) {
    const url = event.target.closest("[data-spot]")?.dataset.spot;
    for (const [known, marker] of this.#pins) {
      marker.getElement()?.classList.toggle("is-pointed", known === url);
    }
  }
}

async function ask(url, signal) {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(String(response.status));
  return response;
}

customElements.define("idea-map", IdeaMap);
