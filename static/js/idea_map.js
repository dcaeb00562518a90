// <idea-map spots="…" outlines="…" tiles="…" leaflet="…">: ideas on a map. The ground
// are the outlines of the Stadtteile; tiles only if the district runs its own server.
const MAX_ZOOM = 18;
const SETTLED = 150; // milliseconds of rest before the shown part is fetched

class IdeaMap extends HTMLElement {
  #map;
  #layer;
  #request;
  #timer;

  async connectedCallback() {
    await this.#bringLeaflet();
    this.#map = L.map(this, {
      maxZoom: MAX_ZOOM,
      minZoom: 9,
      zoomSnap: 0.5,
      attributionControl: false,
    });
    if (this.getAttribute("tiles")) L.tileLayer(this.getAttribute("tiles")).addTo(this.#map);
    await this.#drawGround();
    this.#layer = L.layerGroup().addTo(this.#map);
    this.#map.on("moveend", () => this.#soon());
    this.#show();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#map?.remove();
  }

  #bringLeaflet() {
    if (window.L) return Promise.resolve();
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = this.getAttribute("leaflet");
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  async #drawGround() {
    const ground = await (await fetch(this.getAttribute("outlines"))).json();
    const layer = L.geoJSON(ground, {
      interactive: false,
      style: { className: "idea-map-ground", weight: 1.5 },
    }).addTo(this.#map);
    this.#map.fitBounds(layer.getBounds());
  }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), SETTLED);
  }

  async #show() {
    this.#request?.abort();
    this.#request = new AbortController();
    const url = new URL(this.getAttribute("spots"), location.href);
    const bounds = this.#map.getBounds();
    // whole steps, so that neighbours share a cached answer
    const step = (value) => value.toFixed(3);
    url.searchParams.set("west", step(bounds.getWest()));
    url.searchParams.set("south", step(bounds.getSouth()));
    url.searchParams.set("east", step(bounds.getEast()));
    url.searchParams.set("north", step(bounds.getNorth()));
    url.searchParams.set("zoom", Math.round(this.#map.getZoom()));
    try {
      const response = await fetch(url, { signal: this.#request.signal });
      if (!response.ok) throw new Error(String(response.status));
      this.#draw((await response.json()).spots);
      delete this.dataset.state;
    } catch (error) {
      if (error.name !== "AbortError") this.dataset.state = "failed";
    }
  }

  #draw(spots) {
    this.#layer.clearLayers();
    for (const [lon, lat, ideas, title, url] of spots) {
      const marker = url ? this.#idea(lon, lat, title, url) : this.#cell(lon, lat, ideas);
      marker.addTo(this.#layer);
    }
  }

  #idea(lon, lat, title, url) {
    const icon = L.divIcon({ className: "idea-map-pin", iconSize: [28, 28] });
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    return L.marker([lat, lon], { icon, alt: title, keyboard: true }).bindPopup(link);
  }

  #cell(lon, lat, ideas) {
    const size = Math.min(56, 26 + 8 * Math.log10(ideas) * 2);
    const icon = L.divIcon({
      className: "idea-map-cell",
      iconSize: [size, size],
      html: String(ideas),
    });
    const marker = L.marker([lat, lon], { icon, alt: String(ideas), keyboard: true });
    marker.on("click", () => this.#map.flyTo([lat, lon], this.#map.getZoom() + 2));
    return marker;
  }
}

customElements.define("idea-map", IdeaMap);
