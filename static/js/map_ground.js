// The ground of both maps: Leaflet itself, the outlines of the Stadtteile and their
// names, all from our own server.
const NAME_WIDTH = 90; // pixels that an area needs for its name
const NAME_HEIGHT = 60;

export function bringLeaflet(script, sheet) {
  if (window.L) return Promise.resolve();
  if (sheet) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = sheet;
    // before our own rules, which say more
    document.head.prepend(link);
  }
  return new Promise((done, failed) => {
    const element = document.createElement("script");
    element.src = script;
    element.onload = done;
    element.onerror = failed;
    document.head.append(element);
  });
}

// Leaflet's own buttons speak English; an element says its words for them.
export function addZoom(map, element) {
  L.control.zoom({ zoomInTitle: element.getAttribute("zoom-in"), zoomOutTitle: element.getAttribute("zoom-out") }).addTo(map);
}

// Draws outlines and names; names show only where they fit into their area.
export async function drawGround(map, address, name) {
  const outlines = await (await fetch(address)).json();
  const ground = L.geoJSON(outlines, {
    interactive: false,
    style: { className: `${name}-ground`, weight: 1.5 },
    onEachFeature: (feature, layer) => {
      // a name may break after its stroke
      const words = feature.properties?.name?.replaceAll("/", "/\u200b") ?? "";
      layer.bindTooltip(document.createTextNode(words), {
        permanent: true,
        direction: "center",
        className: `${name}-label`,
      });
    },
  }).addTo(map);
  map.on("zoomend", () => fit(map, ground));
  return ground;
}

export function fit(map, ground) {
  ground.eachLayer((layer) => {
    const bounds = layer.getBounds();
    const corner = map.latLngToLayerPoint(bounds.getSouthWest());
    const size = map.latLngToLayerPoint(bounds.getNorthEast()).subtract(corner);
    const label = layer.getTooltip()?.getElement();
    if (label) label.hidden = size.x < NAME_WIDTH || -size.y < NAME_HEIGHT;
  });
}

// The Stadtteil that a point lies in: an edge counts when the way east crosses it.
export function nameAt(ground, lon, lat) {
  const inside = (ring) =>
    ring.reduce((is, [x, y], index) => {
      const [left, down] = ring.at(index - 1);
      return y > lat !== down > lat && lon < ((left - x) * (lat - y)) / (down - y) + x ? !is : is;
    }, false);
  const found = ground.getLayers().find(({ feature: { geometry } }) => {
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    return parts.some(([outer, ...holes]) => inside(outer) && !holes.some(inside));
  });
  return found?.feature.properties?.name ?? "";
}
