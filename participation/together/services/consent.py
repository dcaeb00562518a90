"""What the person behind an idea says to it; the SPK where they can't be asked."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from participation.together.enums import Consent, State
from participation.together.models import Undertaking
from participation.together.services import taking
from participation.together.services.locking import locked


@transaction.atomic
def agree(row: Undertaking, *, words: str = "", by: User | None) -> Undertaking:
    """The author is glad of it: the partner is asked now, or begins.

    Args:
        by: the author, or None for whoever holds the pick-up code.

    Raises:
        RuleViolation: nobody asks any more (`not_asked`).
    """
    row = _asked(row)
    _note(row, Consent.AGREED, words)
    happened("together.agreed", row, by=by)
    return taking.go_on(row, by=by)


@transaction.atomic
def refuse(row: Undertaking, *, words: str = "", by: User | None) -> Undertaking:
    """The author does not want it; it ends here, and the idea stays as it is.

    Raises:
        RuleViolation: nobody asks any more (`not_asked`).
    """
    row = _asked(row)
    _note(row, Consent.REFUSED, words)
    taking.end(row, State.REFUSED, by=by)
    happened("together.refused", row, by=by)
    return row


@transaction.atomic
def go_on_without(row: Undertaking, *, has_agreed: bool, by: User) -> Undertaking:
    """The SPK asked by other ways, or waited long enough: the idea is public anyway.

    Raises:
        RuleViolation: nobody asks any more (`not_asked`), or the person still has time
            to answer here (`still_time`).
    """
    row = _asked(row)
    if not may_go_on_without(row):
        raise RuleViolation(
            _("Die Person hat noch Zeit zu antworten."), code="still_time"
        )
    _note(row, Consent.AGREED if has_agreed else Consent.UNREACHED, "")
    happened("together.settled", row, by=by, agreed=has_agreed)
    return taking.go_on(row, by=by)


def may_go_on_without(row: Undertaking) -> bool:
    """Nobody has an account to answer with, or their time is over."""
    is_late = row.next_on is not None and row.next_on < berlin_today()
    return row.state == State.ASKING and (row.idea.author_id is None or is_late)


def _asked(row: Undertaking) -> Undertaking:
    row = locked(row)
    if row.state != State.ASKING:
        raise RuleViolation(
            _("Danach fragt inzwischen niemand mehr. Vielen Dank."), code="not_asked"
        )
    return row


def _note(row: Undertaking, consent: Consent, words: str) -> None:
    row.consent, row.consent_at = consent, timezone.now()
    row.consent_words = words.strip()
    row.save(update_fields=["consent", "consent_at", "consent_words"])
