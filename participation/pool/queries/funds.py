"""Calls for money: those that run, those that are over, and somebody's papers."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from commons.accounts.visitors import Visitor
from participation.pool.models import FundingApplication, FundingCall

MOST = 100


@dataclass(frozen=True)
class Calls:
    """`hidden` are drafts and what was taken back; only keepers get them."""

    running: list[FundingCall]
    over: list[FundingCall]
    hidden: list[FundingCall]


def calls(*, for_keepers: bool = False) -> Calls:
    """The next last day first; one query, and one for the regions."""
    rows = FundingCall.objects.prefetch_related("regions")
    if not for_keepers:
        rows = rows.published()
    found = list(rows.order_by(F("closes_on").asc(nulls_last=True), "title")[:MOST])
    shown = [call for call in found if call.is_public]
    return Calls(
        running=[call for call in shown if not call.is_over],
        over=[call for call in reversed(shown) if call.is_over],
        hidden=[call for call in found if not call.is_public],
    )


def find_call(pk: int, *, for_keepers: bool) -> FundingCall | None:
    rows = FundingCall.objects.prefetch_related("regions")
    if not for_keepers:
        rows = rows.published()
    return rows.filter(pk=pk).first()


def find(pk: int, visitor: Visitor) -> FundingApplication | None:
    return _papers(visitor).filter(pk=pk).first()


def own(visitor: Visitor) -> list[FundingApplication]:
    """The newest first."""
    return list(_papers(visitor).order_by("-pk")[:MOST])


def _papers(visitor: Visitor) -> QuerySet[FundingApplication]:
    rows = FundingApplication.objects.visible_to(visitor)
    return rows.select_related("call", "actor", "user").prefetch_related("costs")
