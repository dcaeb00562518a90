"""A network brings something to the Bezirksamt: the SPK puts it onto the agenda of a
round of departments, or answers at once; what came of it returns as a post.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commons.accounts.enums import Language
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.verbs.models import Happening
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from neighbourhood.rounds.enums import RoundKind
from neighbourhood.rounds.models import Round
from neighbourhood.rounds.services import convening
from neighbourhood.rounds.services.meeting import NO_MEETING, Meeting
from participation.moderation.services.blocks import require_may_write
from participation.networks import concern_states, rules
from participation.networks.concern_words import result_words
from participation.networks.enums import ConcernState, PostKind
from participation.networks.models import Concern, Network, Post
from participation.networks.queries import concerns as queries
from participation.networks.services import activity, posting
from participation.networks.services.locking import locked, require_going_on

MOST_WAITING = 10
AT_ONCE = 200
WAITS = "concern.waits"
GERMAN = Language.GERMAN.value


@dataclass(frozen=True)
class Agenda:
    """What the departments are asked, and who they are."""

    question: str
    working_days: int
    asked: Sequence[Department]
    informed: Sequence[Department] = ()
    meeting: Meeting = NO_MEETING


@transaction.atomic
def raise_concern(network: Network, *, title: str, text: str, by: User) -> Concern:
    """The SPK finds it under "Heute".

    Raises:
        RuleViolation: the network has ended (`network_over`), much waits already
            (`too_many`), or the person may not write just now (`blocked`).
    """
    require_may_write(by)
    network = locked(network.pk)
    require_going_on(network)
    waiting = network.concerns.filter(state=ConcernState.RAISED)
    if waiting.count() >= MOST_WAITING:
        raise RuleViolation(
            _("Es warten schon viele Anliegen Ihres Netzwerks auf die SPK."),
            code="too_many",
        )
    concern = Concern.objects.create(
        network=network,
        title=title.strip(),
        text=text.strip(),
        raised_by=by,
        raised_at=timezone.now(),
    )
    happened("concern.raised", concern, by=by)
    activity.touch(network)
    return concern


@transaction.atomic
def drop(concern: Concern, *, by: User) -> Concern:
    """The network does not want it any more.

    Raises:
        RuleViolation: departments talk about it already, or it has ended.
    """
    concern = _locked(concern.pk)
    _end(concern, ConcernState.DROPPED)
    happened("concern.dropped", concern, by=by)
    return concern


@transaction.atomic
def bring(concern: Concern, agenda: Agenda, *, by: User) -> Round:
    """Call departments together about it; the network hears that they talk.

    Raises:
        RuleViolation: it is in a round or has ended, or nobody could be asked
            (see `convening.convene`).
    """
    concern = _locked(concern.pk)
    _require_waiting(concern)
    require_going_on(concern.network)
    call = convening.Call(
        kind=RoundKind.CONCERN,
        title=concern.title,
        question=agenda.question,
        working_days=agenda.working_days,
        region=concern.network.region,
        about=concern,
        meeting=agenda.meeting,
    )
    row = convening.convene(call, asked=agenda.asked, informed=agenda.informed, by=by)
    concern.state, concern.round = ConcernState.IN_ROUND, row
    concern.save(update_fields=["state", "round"])
    happened("concern.brought", concern, by=by, round=row.pk)
    return row


@transaction.atomic
def answer(concern: Concern, *, text: str, by: User) -> Concern:
    """The SPK answers what needs no round; the words return as a post.

    Raises:
        RuleViolation: it is in a round or has ended, or nobody could read the answer
            because the network is over (`network_over`).
    """
    concern = _locked(concern.pk)
    _require_waiting(concern)
    require_going_on(concern.network)
    _end(concern, ConcernState.ANSWERED)
    with translation.override(GERMAN):
        lead = _("Die SPK hat unser Anliegen beantwortet:")
    _return(concern, f"{lead}\n\n{text.strip()}")
    happened("concern.answered", concern, by=by)
    return concern


def remind() -> int:
    """Tell the SPK, once a concern, that it lies there too long; gives how many."""
    since = timezone.now() - concern_states.TAKEN_UP_AFTER
    told = Happening.objects.filter(
        verb=WAITS, kind="concern", target_id=OuterRef("pk")
    )
    late = queries.untouched().filter(~Exists(told), raised_at__lte=since)
    ids = late.order_by("raised_at", "pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_remind(pk) for pk in list(ids))


@transaction.atomic
def _remind(pk: int) -> int:
    """Looked at again under the lock: somebody may have taken it up meanwhile."""
    concern = _locked(pk)
    told = Happening.objects.filter(verb=WAITS, kind="concern", target_id=pk)
    if concern.state != ConcernState.RAISED or told.exists():
        return 0
    happened(WAITS, concern, by=None)
    return 1


def lock(row: Round) -> None:
    """What the result of a round needs, before the round itself."""
    locked_of(row)


def locked_of(row: Round) -> Concern:
    concern = Concern.objects.only("pk").get(round=row)
    return _locked(concern.pk)


def apply_result(row: Round, by: User | None) -> None:
    """What a round found returns to the network; all of it is locked."""
    concern = locked_of(row)
    _end(concern, ConcernState.ANSWERED)
    with translation.override(GERMAN):
        words = result_words(row)
    _return(concern, words)
    happened("concern.answered", concern, by=by, round=row.pk)


def apply_cancelling(row: Round, by: User | None) -> None:
    """Called off: the concern waits for the SPK again."""
    concern = locked_of(row)
    concern_states.require(concern.state, ConcernState.RAISED)
    concern.state, concern.round = ConcernState.RAISED, None
    concern.save(update_fields=["state", "round"])
    happened("concern.put_back", concern, by=by, round=row.pk)


def apply_reopening(row: Round, by: User | None) -> None:
    """The result does not hold: a further post says so, the first one stays."""
    concern = locked_of(row)
    concern_states.require(concern.state, ConcernState.IN_ROUND)
    concern.state, concern.ended_at = ConcernState.IN_ROUND, None
    concern.result = None
    concern.save(update_fields=["state", "ended_at", "result"])
    with translation.override(GERMAN):
        words = _("Das Ergebnis gilt nicht mehr. Die Ämter beraten weiter.")
    _write(concern, words)
    happened("concern.reopened", concern, by=by, round=row.pk)


def _return(concern: Concern, text: str) -> None:
    concern.result = _write(concern, text)
    concern.save(update_fields=["result"])


def _write(concern: Concern, text: str) -> Post | None:
    """The SPK speaks, not a person. None for a network that is over: then the
    concern's own page shows what the round found."""
    if not rules.goes_on(concern.network):
        return None
    return posting.write(
        concern.network, title=concern.title, text=text, by=None, kind=PostKind.RESULT
    )


def _require_waiting(concern: Concern) -> None:
    """One that is answered goes on through its round alone, if that is taken up."""
    if concern.state != ConcernState.RAISED:
        raise RuleViolation(
            _("Das geht nicht mehr. Der Stand ist jetzt: %(state)s.")
            % {"state": ConcernState(concern.state).label},
            code="not_waiting",
        )


def _end(concern: Concern, state: ConcernState) -> None:
    concern_states.require(concern.state, state)
    concern.state, concern.ended_at = state, timezone.now()
    concern.save(update_fields=["state", "ended_at"])


def _locked(pk: int) -> Concern:
    """The network first, as everywhere."""
    network_id = Concern.objects.values_list("network_id", flat=True).get(pk=pk)
    network = locked(network_id)
    concern = Concern.objects.select_for_update(of=("self",)).get(pk=pk)
    concern.network = network
    return concern
