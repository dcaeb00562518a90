"""Rounds of several departments, for the world: one that runs, one that has ended."""

from django.urls import reverse

from commons.links import services as links
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.services import meeting, taking_part, talking
from participation.ideas.enums import Case
from participation.referrals.services import clarifying
from tests.e2e import promising
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory
from tests.factories.rounds import make_round, party_of


def build(department, *, by):
    """`department` takes part in both; a third round clarifies an idea."""
    beside = DepartmentFactory(name="Amt für Querungen")
    running = make_round(department, beside, by=by)
    said = taking_part.Said("agree", "Das **passt**, wenn die Leitungen liegen.")
    taking_part.record(party_of(running, beside), said, by=by)
    talking.say(running, text="Bis Freitag, bitte.", by=by)
    when = meeting.Meeting(running.convened_at, "Rathaus, Raum 2")
    meeting.set_meeting(running, when, by=by)
    idea = IdeaFactory(title="Ein Geländer, das niemandem gehört", case=Case.OPEN)
    unclear = clarifying.open_by_hand(idea, departments=[department, beside], by=by)
    return {
        "running": running,
        "ended": make_round(department, state=RoundState.CLOSED, by=by),
        "clarifying": unclear.round,
        "idea": IdeaFactory(title="Eine Bank am Rand", case=Case.OPEN),
        "own": party_of(running, department),
        "beside": party_of(running, beside),
    }


def public(rounds):
    token = links.token_of(rounds["own"].link)
    return {"link-runde": reverse("rounds:link-show", args=[token])}


def of_moderators(rounds):
    running = rounds["running"].pk
    names = (
        *("round-detail", "party-add", "meeting-set", "round-cancel", "round-decide"),
        *("round-move", "round-minutes"),
    )
    pages = {name: reverse(f"rounds:{name}", args=[running]) for name in names}
    return {
        "runden": reverse("rounds:round-list"),
        "runden-beendet": reverse("rounds:round-list") + "?ansicht=beendet",
        "runde-neu": reverse("rounds:round-create"),
        "runde-beendet": rounds["ended"].get_absolute_url(),
        "runde-zurueck": reverse("rounds:round-reopen", args=[rounds["ended"].pk]),
        "runde-nicht-mehr": reverse("rounds:party-remove", args=[rounds["own"].pk]),
        "runde-von-hand": reverse("rounds:party-told", args=[rounds["own"].pk]),
        "runde-eintragen": reverse(
            "rounds:statement-record", args=[rounds["beside"].pk]
        ),
        **pages,
    }


def of_coordinators(rounds):
    number = rounds["idea"].number
    return {
        "klaerungsrunde": rounds["clarifying"].get_absolute_url(),
        "klaerungsrunde-ergebnis": reverse(
            "rounds:round-decide", args=[rounds["clarifying"].pk]
        ),
        "klaeren": reverse("referrals:clarification-create", args=[number]),
        "klaerungsrunden-regeln": reverse("referrals:clarifying-terms"),
    }


def of_members(rounds):
    own = rounds["own"].pk
    names = ("party-show", "party-state", "party-decline", "party-minutes")
    return {name: reverse(f"rounds:{name}", args=[own]) for name in names}


def fill(world, department):
    """Add the pages of rounds, and of what was promised, to those of each role."""
    rounds = build(department, by=world.people["coordinator"])
    world.pages["anonymous"].update(public(rounds))
    world.pages["moderator"].update(of_moderators(rounds))
    world.pages["coordinator"].update(of_coordinators(rounds))
    world.pages["member"].update(of_members(rounds))
    promising.fill(world, department)
