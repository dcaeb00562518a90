"""The departments of the demo: real kinds of offices, mailboxes that reach nobody."""

from dataclasses import dataclass

from neighbourhood.departments.enums import DepartmentKind

AMT, STELLE, EXTERN = (
    DepartmentKind.AMT,
    DepartmentKind.STELLE,
    DepartmentKind.EXTERN,
)


@dataclass(frozen=True)
class Sample:
    """`mailbox` and those of others are the parts before `@amt.example`.

    Without a mailbox it goes by hand. `parent` is the key of a row that stands above.
    """

    key: str
    short_name: str
    name: str
    kind: DepartmentKind
    topics: tuple[str, ...]
    responsibilities: str
    mailbox: str = ""
    needs_four_eyes: bool = False
    working_days: int = 20
    parent: str = ""
    takes_referrals: bool = True
    substitute: str = ""
    head: str = ""
    form_url: str = ""
    open_limit: int | None = None


DIVISIONS = tuple(
    Sample(key, short, name, AMT, (), "", mailbox, takes_referrals=False)
    for key, short, name, mailbox in (
        ("abt-raum", "Abt. Raum", "Abteilung Öffentlicher Raum", "abteilung-raum"),
        ("abt-stadt", "Abt. Stadt", "Abteilung Stadtentwicklung", "abteilung-stadt"),
        ("abt-soziales", "Abt. Soz", "Abteilung Soziales", "abteilung-soziales"),
        ("abt-jugend", "Abt. Jug", "Abteilung Jugend und Kultur", "abteilung-jugend"),
    )
)
OFFICES = (
    Sample(
        "sga",
        "SGA",
        "Straßen- und Grünflächenamt",
        AMT,
        ("radverkehr", "gehwege", "strassen", "gruen", "spielplaetze"),
        "Bezirksstraßen, Gehwege, Fahrradbügel, Bänke, Straßenbäume, Parks, "
        "Spielplätze und Friedhöfe",
        "strassen-und-gruen",
        parent="abt-raum",
        substitute="strassen-und-gruen-vertretung",
        head="strassen-und-gruen-leitung",
        open_limit=4,
    ),
    Sample(
        "ordnungsamt",
        "OrdA",
        "Ordnungsamt",
        AMT,
        ("strassen", "sauberkeit", "gewerbe"),
        "Parken, Lärm, Hunde, Müll und alte Fahrräder, Sondernutzung, Wochenmärkte, "
        "Verkehrsschilder auf Bezirksstraßen",
        "ordnung",
        parent="abt-raum",
        substitute="ordnung-vertretung",
        head="ordnung-leitung",
    ),
    Sample(
        "umnat",
        "UmNat",
        "Umwelt- und Naturschutzamt",
        AMT,
        ("umwelt", "gruen"),
        "Naturschutz, Bäume auf Privatgrund, Boden, Gewässer, Klimaschutz",
        "umwelt",
        parent="abt-raum",
    ),
    Sample(
        "stadtentwicklung",
        "StadtA",
        "Stadtentwicklungsamt",
        AMT,
        ("bauen",),
        "Bebauungspläne, Bauaufsicht, Milieuschutz, Denkmalschutz, Vermessung",
        "stadtentwicklung",
        needs_four_eyes=True,
        working_days=30,
        parent="abt-stadt",
    ),
    Sample(
        "buergerdienste",
        "AfB",
        "Amt für Bürgerdienste",
        AMT,
        (),
        "Bürgerämter, Standesamt, Wohnungsamt, Wahlen",
        "buergerdienste",
        parent="abt-stadt",
    ),
    Sample(
        "soziales",
        "SozA",
        "Amt für Soziales",
        AMT,
        ("soziales", "nachbarschaft"),
        "Angebote für ältere Menschen, Stadtteilzentren, Ehrenamt, Teilhabe",
        "soziales",
        parent="abt-soziales",
    ),
    Sample(
        "gesundheit",
        "GesA",
        "Gesundheitsamt",
        AMT,
        ("gesundheit",),
        "Gesundheitsschutz, Kinder- und Jugendgesundheit, Hygiene, Hitzeschutz",
        "gesundheit",
        parent="abt-soziales",
    ),
    Sample(
        "jugend",
        "JugA",
        "Jugendamt",
        AMT,
        ("kinder", "spielplaetze"),
        "Kitas, Jugendclubs, Familienzentren, Beteiligung von Kindern",
        "jugend",
        parent="abt-jugend",
    ),
    Sample(
        "schulsport",
        "SchulA",
        "Schul- und Sportamt",
        AMT,
        ("kinder", "spielplaetze"),
        "Schulen, Schulwege, Sporthallen und Sportplätze",
        "schule-und-sport",
        parent="abt-jugend",
    ),
    Sample(
        "kultur",
        "AWK",
        "Amt für Weiterbildung und Kultur",
        AMT,
        ("kultur",),
        "Volkshochschule, Bibliotheken, Musikschule, Museum, Gedenken",
        "kultur",
        parent="abt-jugend",
    ),
    Sample(
        "fm",
        "SE FM",
        "Serviceeinheit Facility Management",
        STELLE,
        (),
        "Gebäude des Bezirks, Sanierung von Schulen",
        "gebaeude",
        parent="abt-stadt",
    ),
    Sample(
        "qpk",
        "QPK",
        "Qualitätsentwicklung, Planung und Koordination des öffentlichen "
        "Gesundheitsdienstes",
        STELLE,
        ("gesundheit",),
        "Gesundheitsberichte, Prävention, Suchthilfe- und Psychiatriekoordination",
        "qpk",
        parent="abt-soziales",
    ),
    Sample(
        "wirtschaft",
        "WiFö",
        "Wirtschaftsförderung",
        STELLE,
        ("gewerbe",),
        "Gewerbe, Einkaufsstraßen, Märkte, Tourismus",
        "wirtschaft",
        parent="abt-stadt",
    ),
    Sample(
        "integration",
        "IntB",
        "Beauftragte für Integration",
        STELLE,
        ("nachbarschaft",),
        "Ankommen, Mehrsprachigkeit, Begegnung",
        "integration",
    ),
    Sample(
        "inklusion",
        "InkB",
        "Beauftragte für Menschen mit Behinderung",
        STELLE,
        ("barrierefreiheit",),
        "Barrierefreiheit und Inklusion",
        "inklusion",
    ),
    Sample(
        "senmvku",
        "SenMVKU",
        "Senatsverwaltung für Mobilität, Verkehr, Klimaschutz und Umwelt",
        EXTERN,
        ("radverkehr", "strassen", "bus-und-bahn"),
        "Fahrbahnen der Hauptstraßen, Ampeln, Radwege an Hauptstraßen",
        "senat-verkehr",
        working_days=30,
    ),
    Sample(
        "bsr",
        "BSR",
        "Berliner Stadtreinigung",
        EXTERN,
        ("sauberkeit",),
        "Straßenreinigung, Sperrmüll, Papierkörbe, Winterdienst auf Straßen",
        form_url="https://www.bsr.de/",
    ),
    Sample(
        "bvg",
        "BVG",
        "Berliner Verkehrsbetriebe",
        EXTERN,
        ("bus-und-bahn",),
        "Bus, Straßenbahn, U-Bahn und Haltestellen",
        "bvg",
        working_days=30,
    ),
    Sample(
        "bwb",
        "BWB",
        "Berliner Wasserbetriebe",
        EXTERN,
        ("umwelt",),
        "Trinkwasser, Abwasser, Gullys, Straßenbrunnen",
        form_url="https://www.bwb.de/",
    ),
    Sample(
        "stromnetz",
        "SNB",
        "Stromnetz Berlin",
        EXTERN,
        ("beleuchtung",),
        "Straßenlampen und Störungen an Lampen",
        "licht",
    ),
)

BRANCHES = (
    Sample(
        "sga-strassen",
        "SGA Str",
        "Fachbereich Straßen",
        AMT,
        (),
        "Fahrbahnen und Gehwege der Bezirksstraßen, Fahrradbügel, Poller",
        "strassen",
        parent="sga",
    ),
    Sample(
        "sga-gruen",
        "SGA Grün",
        "Fachbereich Grünflächen",
        AMT,
        (),
        "Parks, Straßenbäume, Spielplätze, Bänke in Grünanlagen",
        "gruenflaechen",
        parent="sga",
    ),
    Sample(
        "ordnungsamt-svb",
        "OrdA SVB",
        "Straßenverkehrsbehörde",
        AMT,
        (),
        "Verkehrsschilder und Markierungen auf Bezirksstraßen, Ladezonen",
        "verkehrsbehoerde",
        parent="ordnungsamt",
    ),
)
# Each stands below what it belongs to.
SAMPLES = (*DIVISIONS, *OFFICES, *BRANCHES)
