"""Bodies without a mailbox: somebody calls or writes, and says when."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_date, berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.rounds import workflow
from neighbourhood.rounds.models import RoundParty
from neighbourhood.rounds.services.locking import locked_party


@transaction.atomic
def mark_told(party: RoundParty, *, on: date, by: User) -> RoundParty:
    """Somebody told them how things stand, on that day.

    Raises:
        RuleViolation: the round is over, a mailbox knows already, they have been told,
            or the day does not fit.
    """
    party = locked_party(party)
    workflow.require_live(party.round.state)
    if not party.needs_a_call:
        raise RuleViolation(_("Das ist schon erledigt."), code="told_already")
    if not berlin_date(party.round.convened_at) <= on <= berlin_today():
        raise RuleViolation(
            _("Der Tag liegt zwischen der Einberufung und heute."), code="day_outside"
        )
    party.told_by_hand_on, party.told_by_hand_by = on, by
    party.told_by_hand_at = timezone.now()
    party.save(update_fields=["told_by_hand_on", "told_by_hand_by", "told_by_hand_at"])
    happened("round.told_by_hand", party.round, by=by, party=party.pk)
    return party
