from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.links.models import SignedLink
from commons.verbs.services import happened
from neighbourhood.departments.speaking import UNNAMED, Spoken
from neighbourhood.rounds import workflow
from neighbourhood.rounds.models import Round, RoundMessage, RoundParty
from neighbourhood.rounds.services.locking import locked


@transaction.atomic
def say(
    row: Round,
    *,
    text: str,
    party: RoundParty | None = None,
    spoken: Spoken = UNNAMED,
    by: User | None = None,
    link: SignedLink | None = None,
) -> RoundMessage:
    """A short word to all on the page; without a party it is the SPK's.

    Raises:
        RuleViolation: the round is over, or there is no word.
    """
    row = locked(row.pk)
    workflow.require_live(row.state)
    if not text.strip():
        raise RuleViolation(_("Es fehlt noch ein Satz."), code="text_missing")
    message = RoundMessage.objects.create(
        round=row,
        party=party,
        text=text.strip(),
        speaker=spoken.name,
        unit=spoken.unit,
        said_at=timezone.now(),
        said_by=by,
        link=link,
    )
    happened(
        "round.message",
        row,
        by=by,
        message=message.pk,
        party=party.pk if party else None,
    )
    return message
