"""Letters and calls elsewhere: in the account's menu, and on "Heute"."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from commons.clock import berlin_date
from commons.delivery import queries, rules, standstills
from commons.delivery.queries import by_hand
from commons.followups.registry import MOST_ITEMS, Item


def letters_menu(*, request: Any) -> dict[str, Any] | None:
    if not rules.can_hand_over(request.visitor):
        return None
    url = reverse("delivery:letter-list")
    return {"url": url, "label": _("Postausgang"), "icon": "mail"}


def calls_menu(*, request: Any) -> dict[str, Any] | None:
    if not rules.can_hand_over(request.visitor):
        return None
    url = reverse("delivery:call-list")
    return {"url": url, "label": _("Anrufliste"), "icon": "phone"}


def letters_today(visitor: Any) -> Iterator[Item]:
    """One line, however many letters wait."""
    number = by_hand.count_of(by_hand.waiting_letters(visitor))
    if number:
        words = ngettext(
            "%(number)d Brief wartet auf die Post",
            "%(number)d Briefe warten auf die Post",
            number,
        )
        yield Item(
            title=words % {"number": number}, url=reverse("delivery:letter-list")
        )


def calls_today(visitor: Any) -> Iterator[Item]:
    """Each call whose day has come; three queries."""
    for shown in by_hand.with_lines(by_hand.due_calls(visitor)[:MOST_ITEMS]):
        yield Item(
            title=shown.line,
            url=reverse("delivery:call-show", args=[shown.delivery.pk]),
            due_on=berlin_date(shown.delivery.next_attempt_at),
            since=shown.delivery.created_at,
            region_id=shown.delivery.region_id,
        )


def failures_today(visitor: Any) -> Iterator[Item]:
    """A line each for a standstill and for failures, however many; two queries."""
    if not rules.can_see_failures(visitor):
        return
    url = reverse("delivery:delivery-list")
    stop = standstills.current()
    if stop is not None:
        yield Item(
            title=_("Keine Mail geht hinaus: Der Mailserver weist uns ab"),
            url=url,
            since=stop.since,
        )
    number = queries.failed_count()
    if number:
        words = ngettext(
            "%(number)d Sendung ist nicht angekommen",
            "%(number)d Sendungen sind nicht angekommen",
            number,
        )
        yield Item(title=words % {"number": number}, url=url)


def failures_menu(*, request: Any) -> dict[str, Any] | None:
    if not rules.can_see_failures(request.visitor):
        return None
    url = reverse("delivery:delivery-list")
    return {"url": url, "label": _("Nicht angekommen"), "icon": "warning"}
