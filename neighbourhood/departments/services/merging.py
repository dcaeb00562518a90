"""Making one department part of another: all of it moves, the old name leads on."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.departments import following
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries.merging import fingerprint_of, moving
from neighbourhood.departments.services import cards, members, signposts, texts, tree
from neighbourhood.departments.services.departments import limit_to


@transaction.atomic
def merge(
    source: Department, *, into: Department, by: User, seen: str | None = None
) -> Department:
    """Let `source` become part of `into`; gives `into`.

    The row of `source` stays, without anything, and leads to its successor.

    Args:
        seen: the fingerprint of the preview that somebody agreed to.

    Raises:
        RuleViolation: both are the same (`same`), one of them has become part of
            another (`merged`), the target takes nothing (`target_ended`,
            `target_holds_only`), or something else would move by now (`changed`).
    """
    tree.lock()
    source, into = _locked(source, into)
    _require_mergeable(source, into)
    if seen is not None and seen != fingerprint_of(moving(source, into)):
        message = _("Inzwischen hat sich etwas geändert. Sehen Sie bitte noch einmal.")
        raise RuleViolation(message, code="changed")
    _move_branches(source, into)
    _move_scope(source, into)
    members.carry(source, into, by=by)
    cards.hand_over(source, into, by=by)
    signposts.follow(source, into, by=by)
    texts.carry(source, into)
    _end(source, into)
    for follow in following.followers():
        follow(source, into, by=by)
    happened("department.merged", source, by=by, into=into.pk)
    happened("department.saved", into, by=by)
    return into


def _locked(source: Department, into: Department) -> tuple[Department, Department]:
    rows = {pk: tree.locked(pk) for pk in sorted({source.pk, into.pk})}
    return rows[source.pk], rows[into.pk]


def _require_mergeable(source: Department, into: Department) -> None:
    if source.pk == into.pk:
        raise RuleViolation(_("Das ist dasselbe Amt."), code="same")
    tree.require_alive(source)
    tree.require_alive(into)
    if not into.is_active:
        message = _("„%(name)s“ ist nicht mehr aktiv.")
        raise RuleViolation(message % {"name": into.name}, code="target_ended")
    if source.takes_referrals and not into.takes_referrals:
        message = _("„%(name)s“ bekommt keine Weiterleitungen.")
        raise RuleViolation(message % {"name": into.name}, code="target_holds_only")


def _move_branches(source: Department, into: Department) -> None:
    """What belonged to `source` belongs to `into`; that may have been part of it."""
    if _is_below(into, source):
        into.parent = source.parent
        into.save(update_fields=["parent"])
    for child in source.children.exclude(pk=into.pk).order_by("pk"):
        child.parent = into
        child.save(update_fields=["parent"])


def _is_below(department: Department, other: Department) -> bool:
    above = department.parent
    while above is not None:
        if above.pk == other.pk:
            return True
        above = above.parent
    return False


def _move_scope(source: Department, into: Department) -> None:
    """Topics add up; so do regions, and whoever works everywhere goes on doing so."""
    into.topics.add(*source.topics.all())
    source.topics.clear()
    limits = [
        set(row.region_limits.values_list("region_id", flat=True))
        for row in (source, into)
    ]
    limit_to(into, limits[0] | limits[1] if all(limits) else set())
    limit_to(source, set())


def _end(source: Department, into: Department) -> None:
    source.is_active, source.ended_on = False, berlin_today()
    source.merged_into = into
    source.version += 1
    source.save(update_fields=["is_active", "ended_on", "merged_into", "version"])
    into.version += 1
    into.save(update_fields=["version"])
