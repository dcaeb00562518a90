"""Rules of the house that the demo's coordination has changed, and when."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from commons.accounts.models import User
from commons.clock import BERLIN
from commons.incoming.models import MailTerms
from commons.terms.models import Terms
from commons.terms.services import change
from participation.referrals.models import ReuseTerms

# Days ago, what, to which values, said by which verb.
CHANGES: tuple[tuple[int, type[Terms], dict[str, Any], str], ...] = (
    (140, MailTerms, {"keep_days": 60}, "mail.terms_changed"),
    (96, ReuseTerms, {"months": 36}, "reuse.terms_changed"),
    (17, ReuseTerms, {"working_days": 15}, "reuse.terms_changed"),
)


def tell(people: Mapping[str, User]) -> None:
    for days, model, values, verb in CHANGES:
        row = change(model, values, by=people["koordination"], verb=verb)
        day = timezone.localdate() - timedelta(days=days)
        moment = datetime.combine(day, time(11, 20), BERLIN)
        model._default_manager.filter(pk=row.pk).update(changed_at=moment)
