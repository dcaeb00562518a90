"""The demo's rules: the starter rules count, and a draft of them has been tried."""

from collections.abc import Mapping

from commons.accounts.models import User
from participation.referrals.models import Rule
from participation.referrals.services import routing, starters, trials


def publish_rules() -> int:
    """Before the ideas: what is forwarded then follows them."""
    return starters.load()


def tell(people: Mapping[str, User]) -> None:
    """A draft that has learned where two ideas really went."""
    coordinator = people["koordination"]
    draft = routing.open_draft(by=coordinator)
    parks = draft.rules.get(starter_key="park").department
    rule = Rule(
        book=draft,
        topic_keys=["barrierefreiheit", "nachbarschaft"],
        words="gehweg*/bürgersteig*\nspielstraße*",
        department=parks,
        source="Absprache mit dem Straßen- und Grünflächenamt",
    )
    routing.save_rule(rule, version=None, by=coordinator)
    draft.refresh_from_db()
    draft = routing.move_rule(rule, to=3, revision=draft.revision, by=coordinator)
    trials.start(draft, by=coordinator)
