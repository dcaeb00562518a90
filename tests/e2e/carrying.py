"""Pages of what actors and networks take into their own hands."""

from django.urls import reverse

from participation.together.enums import State
from tests.e2e.words import LONG
from tests.factories.ideas import IdeaFactory
from tests.factories.networks import make_house, make_network, speaker_of
from tests.factories.together import make_report, make_undertaking


def fill(world):
    """The resident speaks for a house; the moderator offers, and answers in the end."""
    resident = world.people["resident"]
    region = world.ideas["published"].region
    house = make_house(region=region)
    speaker_of(house, user=resident)
    network, _coordinator = make_network(region=region)
    running = make_undertaking(
        idea=IdeaFactory(region=region), actor=house, joining="Samstags um zehn."
    )
    make_report(running, text=LONG, author=resident)
    offered = make_undertaking(
        State.OFFERED, idea=IdeaFactory(region=region), actor=house
    )
    asked = make_undertaking(
        State.ASKING, idea=IdeaFactory(region=region, author=resident), network=network
    )
    finished = make_undertaking(
        State.FINISHED, idea=IdeaFactory(region=region), network=network
    )
    make_report(finished, is_last=True)
    world.pages["anonymous"] |= {"idee-gemeinsam": running.idea.get_absolute_url()}
    world.pages["resident"] |= {
        "gemeinsam-liste": reverse("together:undertaking-list"),
        "gemeinsam-stand": running.get_absolute_url(),
        "gemeinsam-bericht": _at("undertaking-report", running),
        "gemeinsam-mitmachen": _at("undertaking-joining", running),
        "gemeinsam-zusagen": _at("undertaking-accept", offered),
        "gemeinsam-absagen": _at("undertaking-end", offered),
        "gemeinsam-frage": _at("consent", asked),
        "gemeinsam-aufgreifen": _of("idea-adopt", world.ideas["published"]),
        "gemeinsam-einbringen": reverse(
            "together:authorship-create", args=[f"akteur-{house.pk}"]
        ),
    }
    world.pages["moderator"] |= {
        "gemeinsam-anbieten": _of("idea-offer", world.ideas["published"]),
        "gemeinsam-antwort": _at("undertaking-conclude", finished),
        "gemeinsam-im-dienst": finished.get_absolute_url(),
        "idee-gemeinsam-im-dienst": finished.idea.get_absolute_url(),
    }
    world.pages["coordinator"] |= {"gemeinsam-regeln": reverse("together:terms")}


def _at(name, row):
    return reverse(f"together:{name}", args=[row.pk])


def _of(name, idea):
    return reverse(f"together:{name}", args=[idea.number])
