// <place-map outlines tiles leaflet sheet lat lon words-…>: a pin on a map fills the two
// coordinate fields (`lat` and `lon` are their ids). By keyboard the arrows move the
// map under the cross, and a button sets the pin there. Far out nothing is set: the map
// comes nearer first, so its centre is never a place by mistake.
import { addZoom, bringLeaflet, drawGround, fit } from "./map_ground.js";
import { smallButton } from "./small_button.js";

const DIGITS = 6; // a tenth of a metre
const NEAR = 16; // the zoom at which a pin is shown
const MAX_ZOOM = 18;
const LEAST_WITH_TILES = 15; // streets can be told apart
const LEAST_WITHOUT = 12; // outlines alone show nothing more from here on
const ROUGH = 100; // metres: a position less exact than this is said to be so

class PlaceMap extends HTMLElement {
  #map = null;
  #pin = null;

  connectedCallback() {
    this.fields = ["lat", "lon"].map((name) => document.getElementById(this.getAttribute(name)));
    if (this.canvas || this.fields.includes(null)) return;
    this.canvas = document.createElement("div");
    this.canvas.className = "place-map";
    this.canvas.tabIndex = 0;
    this.canvas.setAttribute("role", "application");
    this.canvas.setAttribute("aria-label", this.getAttribute("words-map"));
    this.append(this.canvas, this.#tools());
    // The map is drawn when somebody chooses it: before that it has no size.
    this.observer = new ResizeObserver(() => this.#fit());
    this.observer.observe(this.canvas);
    for (const field of this.fields) field.addEventListener("change", () => this.#fromFields());
  }

  disconnectedCallback() {
    this.observer?.disconnect();
    this.#map?.remove();
  }

  #tools() {
    const tools = document.createElement("div");
    tools.className = "place-tools";
    tools.append(smallButton(this.getAttribute("words-pin"), () => this.#map && this.#choose(this.#map.getCenter())));
    this.status = document.createElement("span");
    this.status.setAttribute("role", "status");
    tools.append(this.status);
    return tools;
  }

  #fit() {
    if (this.canvas.clientWidth === 0) return;
    if (this.#map) this.#map.invalidateSize();
    else this.begun ??= this.#begin();
  }

  async #begin() {
    await bringLeaflet(this.getAttribute("leaflet"), this.getAttribute("sheet"));
    this.#map = L.map(this.canvas, { maxZoom: MAX_ZOOM, minZoom: 9, zoomSnap: 0.5, attributionControl: false, zoomControl: false });
    addZoom(this.#map, this);
    if (this.getAttribute("tiles")) L.tileLayer(this.getAttribute("tiles")).addTo(this.#map);
    const ground = await drawGround(this.#map, this.getAttribute("outlines"), "place-map");
    this.#map.on("click", (event) => this.#choose(event.latlng));
    this.#map.fitBounds(ground.getBounds());
    fit(this.#map, ground);
    this.#fromFields();
  }

  #fromFields() {
    const [lat, lon] = this.fields.map((field) => Number.parseFloat(field.value.replace(",", ".")));
    if (!this.#map || Number.isNaN(lat) || Number.isNaN(lon)) return;
    this.#show(L.latLng(lat, lon));
    this.#map.setView([lat, lon], Math.max(this.#map.getZoom(), NEAR - 1));
  }

  // Far out a finger covers half a Stadtteil.
  #choose(point) {
    const least = this.getAttribute("tiles") ? LEAST_WITH_TILES : LEAST_WITHOUT;
    this.status.textContent = "";
    if (this.#map.getZoom() >= least) return this.#set(point);
    // At once: while an animation begins, a second press would still find the map far out.
    this.#map.setView(point, least, { animate: false });
    this.status.textContent = this.getAttribute("words-nearer");
  }

  #set(point) {
    this.fields[0].value = point.lat.toFixed(DIGITS);
    this.fields[1].value = point.lng.toFixed(DIGITS);
    this.#show(point);
    // for the draft and for the answer of <place-field>
    this.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #show(point) {
    if (this.#pin) return this.#pin.setLatLng(point);
    const icon = L.divIcon({ className: "place-map-pin", iconSize: [26, 26], iconAnchor: [13, 31] });
    this.#pin = L.marker(point, { icon, draggable: true, keyboard: false, alt: "" }).addTo(this.#map);
    this.#pin.on("dragend", () => this.#set(this.#pin.getLatLng()));
  }

  // Where the device is, when somebody asks for it.
  async here() {
    this.status.textContent = this.getAttribute("words-asking");
    try {
      const { coords } = await position();
      this.#fit();
      await this.begun;
      const point = L.latLng(coords.latitude, coords.longitude);
      this.#map.setView(point, NEAR);
      this.#set(point);
      const rough = this.getAttribute("words-rough").replace("{metres}", Math.round(coords.accuracy));
      this.status.textContent = coords.accuracy > ROUGH ? rough : "";
    } catch {
      this.status.textContent = this.getAttribute("words-unknown");
    }
  }
}

function position() {
  return new Promise((found, failed) => {
    navigator.geolocation.getCurrentPosition(found, failed, { enableHighAccuracy: true, timeout: 10000 });
  });
}

customElements.define("place-map", PlaceMap);
