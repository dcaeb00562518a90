"""Splitting German compounds, so that "Radweg" is found in "Fahrradweg".

The parts are words of a city's everyday life, spelt as `commons.text.normalise`
spells them. A word is split only if known parts cover it whole.
"""

from collections.abc import Iterator
from functools import lru_cache

_PARTS = """
    abfall abstell ampel anger anlage anwohner arbeit arzt asphalt auto bad
    baenke baeume bahn bahnhof bank baum beet begegnung beleuchtung berg
    besucher bezirk bibliothek blume boden bord bruecke brunnen buch buecher
    buegel buerger buero bus cafe dach damm dorf eimer einkauf eltern fahr
    fahrer fahrrad feld fest flaeche fluss foerder frei freizeit fuehrung fuss
    fussgaenger garten gebaeude gebiet gefahr gehweg gemeinde geraet
    geschwindigkeit gesundheit gewaesser gruen gruppe hafen halle halte
    haltestelle haus hecke heim hilfe hitze hoehe hof hund hunde insel jugend
    kante karte kasten kiez kind kinder kirche kita klima klub koerbe korb
    kreuzung kultur laden lampe land lang lastenrad laterne laub lauf leben lehr
    leihe leitung licht linie luft markierung markt mauer miete mitte moebel
    muell nachbar nachbarschaft nacht natur netz nord ort papier park parken
    parkplatz pfad pflanze pflaster pflege plan planung platz polizei post
    praxis querung rad radfahrer radweg rampe rand rasen raum recht regen
    reinigung ring roller rollstuhl ruhe rund sand schatten schau schild schnee
    schrank schul schule schutz schwimm see senioren sitz sommer sonne spazier
    spiel spielplatz sport stadt stadtteil staette stand station stau stein
    stelle strand strasse strassenbahn streifen strom sued tafel tag teich teil
    tempo termin theater tier tisch toilette tor traeger tram treff treffpunkt
    treppe trink tunnel turn ueber ufer uhr umwelt unfall unter unterfuehrung
    ver verein verkehr versorgung viertel vogel volk vorfahrt wald wand wasser
    weg wege werk werkstatt west wiese wind winter wohn wohnung zaun zebra zeit
    zentrum zone zug zugang
"""
PARTS = frozenset(_PARTS.split())
LINKS = ("", "s", "es", "n", "en", "er", "e")
SHORTEST = 3
LONGEST_WORD = 40


def parts_of(words: str) -> str:
    """The parts of every compound in normalised words, and their neighbours joined."""
    found: dict[str, None] = {}
    for word in words.split():
        parts = split(word)
        for first in range(len(parts)):
            for last in range(first + 1, len(parts) + 1):
                joined = "".join(parts[first:last])
                if joined != word:
                    found[joined] = None
    return " ".join(found)


@lru_cache(maxsize=20_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of one word, longest first; empty if it is no known compound."""
    if not 2 * SHORTEST <= len(word) <= LONGEST_WORD:
        return ()
    parts = _cover(word)
    return parts if parts is not None and len(parts) > 1 else ()


def _cover(rest: str) -> tuple[str, ...] | None:
    if not rest:
        return ()
    for part, after in _heads(rest):
        tail = _cover(after)
        if tail is not None:
            return (part, *tail)
    return None


def _heads(rest: str) -> Iterator[tuple[str, str]]:
    for length in range(len(rest), SHORTEST - 1, -1):
        part = rest[:length]
        if part not in PARTS:
            continue
        for link in LINKS:
            if rest[length:].startswith(link):
                yield part, rest[length + len(link) :]
