"""Samples of what is told where neighbours take an idea into their own hands."""

from datetime import timedelta

from commons.clock import berlin_today
from participation.moderation.enums import Verdict
from participation.together.enums import State, Way
from participation.together.services import consent, taking
from tests.factories.accounts import make_staff
from tests.factories.ideas import DecisionFactory
from tests.factories.networks import make_house, make_network, speaker_of
from tests.factories.together import make_report, make_undertaking
from tests.mails.of_ideas import decided
from tests.mails.samples import both, idea, said, title, verb

TODAY = berlin_today()
WORDS = ("declined", "redirected", "hidden", "removed", "taken_back", "restored")


def _house():
    house = make_house(name=title()[:120])
    speaker_of(house)
    return house


@verb("together.asked")
def asked(_key):
    for way in Way:
        for made in both():
            yield make_undertaking(State.ASKING, idea=made, way=way, actor=_house()), {}


@verb("together.offered")
def offered(_key):
    yield make_undertaking(State.OFFERED, idea=idea(), actor=_house()), {}
    network, _coordinator = make_network()
    yield make_undertaking(State.OFFERED, idea=idea(), network=network), {}


@verb("together.accepted")
def accepted(_key):
    for made in both():
        row = make_undertaking(
            idea=made, way=Way.ADOPTED, actor=_house(), joining="Samstag, am *Platz*."
        )
        yield row, {}


@verb("together.refused")
def refused(key):
    for way in Way:
        row = make_undertaking(State.ASKING, idea=idea(), way=way, actor=_house())
        consent.refuse(row, by=row.idea.author)
    yield from said(key)


@verb("together.declined")
def declined(key):
    row = make_undertaking(State.OFFERED, idea=idea(), actor=_house())
    taking.decline(row, reason="Uns fehlen die Leute.", by=make_staff())
    yield from said(key)


@verb("together.withdrawn")
def withdrawn(_key):
    for made in both():
        reason = {"ended_reason": "Es gibt einen anderen Weg."}
        yield make_undertaking(State.WITHDRAWN, idea=made, actor=_house(), **reason), {}


@verb("together.given_up")
def given_up(_key):
    for made in both():
        reason = {"ended_reason": "Der Verein löst sich auf."}
        yield make_undertaking(State.GIVEN_UP, idea=made, actor=_house(), **reason), {}


@verb("together.due")
def due(_key):
    late = {"next_on": TODAY - timedelta(days=1)}
    for state in (State.ASKING, State.OFFERED, State.RUNNING):
        for made in both():
            row = make_undertaking(state, idea=made, actor=_house(), **late)
            yield row, {"state": state.value}


@verb("progress.published")
def published(_key):
    decision = DecisionFactory(
        kind="progress", verdict=Verdict.PUBLISH, reason="", basis="", facts=""
    )
    for is_last in (False, True):
        for made in both():
            row = make_undertaking(idea=made, actor=_house())
            report = make_report(row, author=speaker_of(row.actor), is_last=is_last)
            yield report, {}
            yield report, {"decision": decision.pk}


@verb(*(f"progress.{word}" for word in WORDS))
def decisions(key):
    row = make_undertaking(idea=idea(), actor=_house())
    report = make_report(row, author=speaker_of(row.actor))
    yield decided(report, "progress", key.rsplit(".", 1)[1])
