"""How soon a mail follows the bell: pure, so that everybody asks the same rule."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from commons.notifications import reasons, subjects
from commons.notifications.enums import BY_URGENCY, GATHERED, Pace
from commons.notifications.queries.wishes import Wishes
from commons.verbs.registry import Recipient, Verb


def subject_of(recipient: Recipient, verb: Verb | None) -> str:
    """What the news are about for this reader."""
    named = verb.subject if verb is not None else ""
    return named or reasons.of(recipient.reason).subject


def pace_of(recipient: Recipient, verb: Verb, wishes: Wishes) -> Pace:
    """How soon mail tells this recipient of it.

    An address without an account has no bell and chose nothing, so it is told at once
    (`wishes` does not matter). What somebody wished for just this counts before what
    they chose for the subject, and that before the subject's default. What cannot wait
    (docs/decisions/0052-what-cannot-wait.md) is gathered for nobody; whoever wants the
    bell alone, or pauses, is left in peace even then.
    """
    if recipient.user_id is None:
        return Pace.AT_ONCE
    if not (wishes.wants_mail and recipient.by_mail):
        return Pace.BELL
    pace = _wished(recipient, verb, wishes)
    return Pace.AT_ONCE if verb.cannot_wait and pace in GATHERED else pace


def _wished(recipient: Recipient, verb: Verb, wishes: Wishes) -> Pace:
    if recipient.pace:
        return Pace(recipient.pace)
    return wishes.pace_for(subject_of(recipient, verb))


def gathered_in(pace: Pace, subject: str, wishes: Wishes, at: datetime) -> Pace | None:
    """The pace of the person's digest that news wait in; None if they wait in none.

    During a pause what would go at once waits for the first daily mail after it.
    What is hourly gathers even at once: at most one mail an hour.
    """
    if pace in GATHERED:
        return pace
    if pace == Pace.BELL:
        return None
    if wishes.is_paused(at):
        return Pace.DAILY
    return Pace.AT_ONCE if subjects.get(subject).is_hourly else None


def mail_of(
    recipient: Recipient, verb: Verb, wishes: Wishes | None, at: datetime
) -> Pace:
    """In which mail news of that moment come, with a pause counted in.

    Args:
        wishes: None for an address without an account.
    """
    if wishes is None:
        return Pace.AT_ONCE
    pace = pace_of(recipient, verb, wishes)
    return gathered_in(pace, subject_of(recipient, verb), wishes, at) or pace


def as_one(named: Iterable[Recipient]) -> Recipient:
    """Several ways to be told of one happening: the first reason, the soonest pace.

    Where the first has no pace of its own, none of another slows it down: news of an
    own idea do not wait for the weekly mail about its Stadtteil.
    """
    several = list(named)
    first = several[0]
    wished = {one.pace for one in several if one.by_mail}
    counting = BY_URGENCY if first.pace else (Pace.AT_ONCE,)
    soonest = next((pace for pace in counting if pace in wished), first.pace)
    by_mail = any(one.by_mail for one in several)
    return replace(first, pace=str(soonest), by_mail=by_mail)
