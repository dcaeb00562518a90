"""What an answer must say before anybody may read it."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.clock import berlin_today
from commons.errors import RuleViolation
from participation.ideas.enums import Outcome
from participation.ideas.workflow import NEEDS_REASON
from participation.referrals.models import Answer

# What each outcome must say besides: the field, a code and what is missing.
Asked = tuple[str, str, str | Promise]
INSTEAD: Asked = (
    "instead",
    "answer_instead",
    _("Bitte schreiben Sie, was stattdessen möglich ist."),
)
REASON: Asked = (
    "reason",
    "answer_reason",
    _("Bei diesem Ergebnis braucht es eine Begründung."),
)
LOOK_AGAIN: Asked = (
    "look_again_on",
    "answer_look_again",
    _("Bitte nennen Sie, wann wir es uns wieder ansehen."),
)
SUPPORT: Asked = (
    "support",
    "answer_support",
    _("Bitte schreiben Sie, womit das Amt oder die SPK hilft."),
)


def require_publishable(answer: Answer, *, version: int) -> None:
    """Raise RuleViolation unless this draft may be read by everybody as it stands."""
    if answer.is_published or answer.version != version:
        raise RuleViolation(
            _("Die Antwort hat sich geändert. Bitte lesen Sie sie noch einmal."),
            code="answer_changed",
        )
    if not answer.idea.is_public:
        raise RuleViolation(
            _("Diese Idee ist zurzeit nicht öffentlich."), code="not_public"
        )
    if not answer.text or not answer.outcome:
        raise RuleViolation(
            _("Es fehlen noch Text oder Ergebnis."), code="answer_incomplete"
        )
    for name, code, words in asked_of(answer.outcome):
        if not getattr(answer, name):
            raise RuleViolation(words, code=code)
    _require_days_to_come(answer)


def asked_of(outcome: str) -> Iterator[Asked]:
    """What an outcome must say besides text."""
    if outcome in NEEDS_REASON:
        yield REASON
    if outcome == Outcome.NOT_POSSIBLE:
        yield INSTEAD
    if outcome == Outcome.DEFERRED:
        yield LOOK_AGAIN
    if outcome == Outcome.TOGETHER:
        yield SUPPORT


def _require_days_to_come(answer: Answer) -> None:
    today = berlin_today()
    if answer.promised_on is not None and answer.promised_on < today:
        raise RuleViolation(
            _("Der zugesagte Tag ist vorbei."), code="answer_promise_past"
        )
    if answer.look_again_on is not None and answer.look_again_on <= today:
        raise RuleViolation(
            _("Der Tag der Wiedervorlage ist vorbei."), code="answer_look_again_past"
        )
