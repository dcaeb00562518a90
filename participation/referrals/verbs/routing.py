"""What happens to the table of rules, and to what the rules know of an idea."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb
from participation.referrals.queries.routing import GENERATION


def _rules(_book: Any) -> list[str]:
    return [GENERATION]


VERBS = (
    Verb("rulebook.drafted", _("hat einen Entwurf der Regeln angelegt")),
    Verb("rulebook.changed", _("hat den Entwurf der Regeln geändert")),
    Verb("rulebook.discarded", _("hat den Entwurf der Regeln verworfen")),
    Verb("rulebook.published", _("hat Regeln veröffentlicht"), generations=_rules),
    Verb("referral.site_said", _("hat gesagt, was für ein Ort gemeint ist")),
)
