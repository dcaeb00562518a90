"""Small made-up ideas about three departments' business, to learn from."""

from neighbourhood.departments.models import Department, Topic
from participation.referrals.enums import ReferralState
from participation.referrals.learning.words import Example, Written
from tests.factories.departments import DepartmentFactory, TopicFactory
from tests.factories.referrals import ReferralFactory

STREETS, PARKS, SCHOOLS = 11, 22, 33
NAMES = ("Ahorn", "Birken", "Eichen", "Linden", "Ulmen", "Weiden", "Erlen", "Buchen")
TEXTS = {
    STREETS: (
        ("Radweg in der {}straße", "Der Radweg ist schmal, der Asphalt hat Löcher."),
        (
            "Zebrastreifen {}straße",
            "Die Fahrbahn ist breit und die Autos sind schnell.",
        ),
        ("Gehweg in der {}allee", "Auf dem Gehweg und der Fahrbahn fehlen Platten."),
    ),
    PARKS: (
        ("Bänke im {}park", "Auf der Wiese unter den Bäumen fehlen Bänke."),
        ("Neue Bäume für den {}platz", "Die Wiese ist trocken, es fehlt Schatten."),
        ("Blumen am {}platz", "Auf der Wiese im Park sollen Blumen wachsen."),
    ),
    SCHOOLS: (
        ("Toiletten der {}schule", "In der Schule sind die Toiletten oft defekt."),
        ("Fenster der {}schule", "Die Klassenräume sind im Sommer sehr heiß."),
        ("Mensa der {}schule", "In der Mensa der Schule ist es eng und laut."),
    ),
}


def titles_and_texts():
    """72 ideas: (department, title, text), each by its own words."""
    return [
        (label, title.format(name), text)
        for name in NAMES
        for label, kinds in TEXTS.items()
        for title, text in kinds
    ]


def examples(extra=()):
    """Each by another person; `extra` are more of (label, title, text, person)."""
    rows = [
        (label, title, text, 1000 + at)
        for at, (label, title, text) in enumerate(titles_and_texts())
    ]
    return [
        Example(Written(title, text), label=label, person=person)
        for label, title, text, person in [*rows, *extra]
    ]


def make_decisions(count, *, round_=1):
    """So many ideas, each with a department that has stated; cycles through the texts."""
    departments = {
        label: Department.objects.filter(key=f"lernamt-{label}").first()
        or DepartmentFactory(key=f"lernamt-{label}", name=f"Amt {label}")
        for label in TEXTS
    }
    rows = titles_and_texts()
    return [
        ReferralFactory(
            idea__title=f"{title} {round_}" if round_ > 1 else title,
            idea__text=text,
            idea__author=None,
            idea__topic=topic_of(label),
            department=departments[label],
            state=ReferralState.STATED,
            link=False,
        )
        for label, title, text in (rows[at % len(rows)] for at in range(count))
    ]


def topic_of(label):
    key = f"lernthema-{label}"
    return Topic.objects.filter(key=key).first() or TopicFactory(
        key=key, name=f"Thema {label}"
    )
