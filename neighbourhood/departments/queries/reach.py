"""Departments that nothing reaches, and ended ones that still have something."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from commons.followups.registry import Item
from neighbourhood.departments import following
from neighbourhood.departments.models import Department, DepartmentMembership

# So many stand there one by one; of more, one line tells.
MOST_LINES = 5


@dataclass(frozen=True)
class Trouble:
    """`since` is no day: it lasts until somebody mends it."""

    department: Department
    words: str


def troubles() -> list[Trouble]:
    """What a coordinator should mend. Two queries, and one for each app above."""
    return [*_left_behind(), *_unreachable()]


def departments_to_mend(visitor: Visitor) -> Iterator[Item]:
    """For "Heute" of coordinators: each by itself, or one line for many."""
    if not visitor.has_role(Role.COORDINATOR):
        return
    every = troubles()
    if len(every) > MOST_LINES:
        title = ngettext(
            "%(count)s Amt ist zu klären", "%(count)s Ämter sind zu klären", len(every)
        )
        yield Item(
            title=title % {"count": len(every)},
            url=reverse("departments:department-list") + "?zeigen=offen",
            detail=_("Ohne Postfach, ohne Formular oder ohne jemanden, der antwortet."),
        )
        return
    for trouble in every:
        yield Item(
            title=trouble.department.name,
            url=trouble.department.get_absolute_url(),
            detail=trouble.words,
        )


def _unreachable() -> Iterator[Trouble]:
    members = DepartmentMembership.objects.filter(department=OuterRef("pk"))
    rows = (
        Department.objects.receiving()
        .filter(email="")
        .annotate(has_member=Exists(members.active()), had_member=Exists(members))
        .order_by("sort_key", "pk")
    )
    for row in rows:
        words = _words(row)
        if words:
            yield Trouble(row, words)


def _words(row: Any) -> str:
    is_left = row.had_member and not row.has_member
    if is_left:
        return _("Das letzte Mitglied ist weg, und es gibt kein Postfach.")
    if row.form_url:
        return ""
    if row.has_member:
        return _("Ohne Postfach und ohne Formular: Nur Mitglieder mit Konto lesen mit.")
    return _("Nicht zu erreichen: weder Postfach noch Formular noch jemand mit Konto.")


def _left_behind() -> Iterator[Trouble]:
    """Ended ones, merged or not, that something still lies with."""
    rows = list(_ended())
    items = following.open_items([row.pk for row in rows]) if rows else {}
    for row in rows:
        count = items.get(row.pk, 0)
        if count:
            words = ngettext(
                "Nicht mehr aktiv, aber %(count)s Vorgang ist noch offen.",
                "Nicht mehr aktiv, aber %(count)s Vorgänge sind noch offen.",
                count,
            )
            yield Trouble(row, words % {"count": count})
        elif row.is_merged and row.still_has:
            yield Trouble(row, _("Aufgegangen, bekommt aber noch Themen oder Karten."))


def _ended() -> QuerySet:
    return (
        Department.objects.filter(is_active=False)
        .annotate(
            still_has=Count("topics")
            + Count("cards")
            + Count("memberships", filter=Q(memberships__withdrawn_at=None))
        )
        .select_related("merged_into")
        .order_by("sort_key", "pk")
    )
