"""Answers that were told again, for the world: one that stands, one that is doubted."""

from django.urls import reverse

from commons.links import services as links
from commons.search import services as search
from participation.moderation.enums import Publication
from participation.referrals.enums import ReuseState
from participation.referrals.models import Reuse
from tests.factories.moderation import make_item
from tests.factories.referrals import ReuseFactory, make_source

ASKED = "Ein Zebrastreifen vor der Grundschule an der Hauptstraße"
AGAIN = "Zebrastreifen an der Hauptstraße vor der Grundschule"
TEXT = "Morgens queren viele Kinder die Hauptstraße, und die Autos fahren schnell."
ANSWER = "Der Zebrastreifen ist für das Frühjahr angeordnet."


def two_questions(region, topic, department):
    """An answered idea, and the item of one that asks the same and waits."""
    place = {"region": region, "topic": topic}
    source = make_source(
        title=ASKED,
        text=TEXT,
        lead_department=department,
        words={"text": ANSWER},
        **place,
    )
    search.index("idea", source.idea)
    item = make_item(title=AGAIN, text=TEXT, publication=Publication.SUBMITTED, **place)
    return source, item


def build(region, topic, department):
    """Two more ideas with a reused answer each, for `pages` of all roles."""
    common = {"idea__region": region, "idea__topic": topic, "department": department}
    return {
        "told": ReuseFactory(idea__title="Eine Querung am Anger", **common),
        "doubted": ReuseFactory(
            idea__title="Eine Querung am Markt", state=ReuseState.OBJECTED, **common
        ),
        "offer": two_questions(region, topic, department),
    }


def public(reuses):
    return {
        "idee-mit-frueherer-antwort": reuses["told"].idea.get_absolute_url(),
        "idee-mit-widerspruch": reuses["doubted"].idea.get_absolute_url(),
        "link-fruehere-antwort": reverse(
            "referrals:reuse-link", args=[links.token_of(reuses["told"].link)]
        ),
    }


def of_moderators(reuses):
    source, item = reuses["offer"]
    return {
        "pruefung-schon-beantwortet": item.get_absolute_url(),
        "fruehere-antwort": reverse(
            "referrals:reuse-create", args=[item.number, source.pk]
        ),
        "widerspruch": reuses["doubted"].get_absolute_url(),
        "fruehere-antwort-im-dienst": reuses["told"].idea.get_absolute_url(),
    }


def of_members(reuses):
    return {
        f"amt-antwort-{name}": reverse("referrals:reuse-case", args=[row.pk])
        for name, row in reuses.items()
        if isinstance(row, Reuse)
    }
