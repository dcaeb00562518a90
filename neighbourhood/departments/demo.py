"""The departments of the demo: real kinds of offices, mailboxes that reach nobody.

Written for the product; an installation brings its own with `import_departments` or
enters them on the page. The order of the topics is that of `facts/topics.json`.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from commons.clock import berlin_today
from commons.text import sort_key
from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.departments.models import Card, Department, Topic
from neighbourhood.departments.services.cards import due_after
from neighbourhood.departments.services.facts import give_to_owners

AMT, STELLE, EXTERN = (
    DepartmentKind.AMT,
    DepartmentKind.STELLE,
    DepartmentKind.EXTERN,
)


@dataclass(frozen=True)
class Sample:
    """`mailbox` is the part before `@amt.example`; without one: by hand."""

    key: str
    short_name: str
    name: str
    kind: DepartmentKind
    topics: tuple[str, ...]
    responsibilities: str
    mailbox: str = ""
    needs_four_eyes: bool = False
    working_days: int = 20


SAMPLES = (
    Sample(
        "sga",
        "SGA",
        "Straßen- und Grünflächenamt",
        AMT,
        ("radverkehr", "gehwege", "strassen", "gruen", "spielplaetze"),
        "Bezirksstraßen, Gehwege, Fahrradbügel, Bänke, Straßenbäume, Parks, "
        "Spielplätze und Friedhöfe",
        "strassen-und-gruen",
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
    ),
    Sample(
        "umnat",
        "UmNat",
        "Umwelt- und Naturschutzamt",
        AMT,
        ("umwelt", "gruen"),
        "Naturschutz, Bäume auf Privatgrund, Boden, Gewässer, Klimaschutz",
        "umwelt",
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
    ),
    Sample(
        "buergerdienste",
        "AfB",
        "Amt für Bürgerdienste",
        AMT,
        (),
        "Bürgerämter, Standesamt, Wohnungsamt, Wahlen",
        "buergerdienste",
    ),
    Sample(
        "soziales",
        "SozA",
        "Amt für Soziales",
        AMT,
        ("soziales", "nachbarschaft"),
        "Angebote für ältere Menschen, Stadtteilzentren, Ehrenamt, Teilhabe",
        "soziales",
    ),
    Sample(
        "gesundheit",
        "GesA",
        "Gesundheitsamt",
        AMT,
        ("gesundheit",),
        "Gesundheitsschutz, Kinder- und Jugendgesundheit, Hygiene, Hitzeschutz",
        "gesundheit",
    ),
    Sample(
        "jugend",
        "JugA",
        "Jugendamt",
        AMT,
        ("kinder", "spielplaetze"),
        "Kitas, Jugendclubs, Familienzentren, Beteiligung von Kindern",
        "jugend",
    ),
    Sample(
        "schulsport",
        "SchulA",
        "Schul- und Sportamt",
        AMT,
        ("kinder", "spielplaetze"),
        "Schulen, Schulwege, Sporthallen und Sportplätze",
        "schule-und-sport",
    ),
    Sample(
        "kultur",
        "AWK",
        "Amt für Weiterbildung und Kultur",
        AMT,
        ("kultur",),
        "Volkshochschule, Bibliotheken, Musikschule, Museum, Gedenken",
        "kultur",
    ),
    Sample(
        "fm",
        "SE FM",
        "Serviceeinheit Facility Management",
        STELLE,
        (),
        "Gebäude des Bezirks, Sanierung von Schulen",
        "gebaeude",
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
    ),
    Sample(
        "wirtschaft",
        "WiFö",
        "Wirtschaftsförderung",
        STELLE,
        ("gewerbe",),
        "Gewerbe, Einkaufsstraßen, Märkte, Tourismus",
        "wirtschaft",
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


@transaction.atomic
def build() -> dict[str, Department]:
    """Add what is missing of the demo's departments; gives all of them by key."""
    topics = {topic.key: topic for topic in Topic.objects.all()}
    built = {}
    for sample in SAMPLES:
        department, is_new = Department.objects.get_or_create(
            key=sample.key,
            defaults={
                "name": sample.name,
                "short_name": sample.short_name,
                "sort_key": sort_key(sample.name),
                "kind": sample.kind,
                "email": f"{sample.mailbox}@amt.example" if sample.mailbox else "",
                "responsibilities": sample.responsibilities,
                "needs_four_eyes": sample.needs_four_eyes,
                "working_days": sample.working_days,
            },
        )
        if is_new:
            department.topics.set(topics[key] for key in sample.topics)
        built[sample.key] = department
    give_to_owners()
    _check_some_cards()
    return built


# Which cards the offices have looked at, and how many days ago: one is due again.
CHECKED_CARDS = {"bank": 40, "spielstrasse-auf-zeit": 100, "fahrradbuegel": 400}


def _check_some_cards() -> None:
    for card in Card.objects.filter(key__in=CHECKED_CARDS, is_example=True, version=1):
        card.checked_on = berlin_today() - timedelta(days=CHECKED_CARDS[card.key])
        card.check_due_on = due_after(card.checked_on, card.check_months)
        card.is_example = False
        card.save(update_fields=["checked_on", "check_due_on", "is_example"])
