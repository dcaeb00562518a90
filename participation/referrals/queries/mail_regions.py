"""Whose desk looks after a mail of ours that did not arrive."""

from commons.delivery.models import Delivery
from participation.ideas.models import Idea

# By what a mail names: the way from an idea to it.
PATHS = {
    "referral": "referrals",
    "hand_over": "referrals__hand_overs",
    "question": "referrals__questions",
    "transcript": "referrals__statements__transcript",
    "reuse": "reuses",
}


def region_of(mail: Delivery) -> int | None:
    """The Stadtteil of the idea; None where a mail is about several of them."""
    path, wanted = _named(mail)
    if not path:
        return None
    ideas = Idea.objects.filter(**{f"{path}__in": wanted}).order_by()
    found = set(ideas.values_list("region_id", flat=True))
    return found.pop() if len(found) == 1 else None


def _named(mail: Delivery) -> tuple[str, list[int]]:
    if "reminders" in mail.params:
        return "referrals__reminders", list(mail.params["reminders"])
    for name, path in PATHS.items():
        if name in mail.params:
            return path, [mail.params[name]]
    return "", []
