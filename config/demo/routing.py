"""The demo's rules: the starter rules count, and a draft of them has been tried."""

from collections.abc import Mapping

from commons.accounts.models import User
from participation.referrals.models import Rule
from participation.referrals.services import routing, starters, trials


def publish_rules() -> int:
    """Before the ideas: what is forwarded then follows them."""
    return starters.load()


def tell(people: Mapping[str, User]) -> None:
    """A draft in which lamps of playgrounds and schools come before all others."""
    coordinator = people["koordination"]
    draft = routing.open_draft(by=coordinator)
    lamps = draft.rules.get(starter_key="lampe-im-park")
    rule = Rule(
        book=draft,
        topic_keys=["spielplaetze"],
        words="*lampe/*laterne/*beleuchtung/dunkel",
        department=lamps.department,
        source="Absprache mit dem Straßen- und Grünflächenamt",
    )
    routing.save_rule(rule, version=None, by=coordinator)
    draft.refresh_from_db()
    draft = routing.move_rule(rule, to=3, revision=draft.revision, by=coordinator)
    trials.start(draft, by=coordinator)
