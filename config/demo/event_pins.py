"""Where the map shows the demo's events: near enough for a demo."""

PINS = {
    "Berliner Allee 100": (13.46, 52.5525),
    "Bahnhofstraße, am Platz": (13.476, 52.6135),
    "Schönhauser Allee 50": (13.4125, 52.5385),
    "Kollwitzstraße 20": (13.426, 52.535),
    "Alt-Buch 40": (13.496, 52.635),
    "Am Friedrichshain 12": (13.433, 52.53),
    "Bizetstraße 41": (13.449, 52.548),
    "Kesselhaus, zweiter Hof": (13.413, 52.539),
    "Vereinsheim an der Nordwiese": (13.43, 52.608),
    "Charlottenburger Straße 117": (13.457, 52.5545),
    "Eingang am Parktor": (13.483, 52.61),
    "Berliner Allee 100, im Hof": (13.4602, 52.5527),
    "Krugstege 4": (13.454, 52.594),
}
