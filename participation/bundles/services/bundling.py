"""Referring several ideas to one department at once: all of them, or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.errors import RuleViolation
from neighbourhood.departments.models import Department
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle, BundleItem
from participation.bundles.services import sending
from participation.ideas.models import Idea
from participation.referrals.models import Referral, Route
from participation.referrals.services import referring

LEAST, MOST = 2, 400


@dataclass(frozen=True)
class Obstacle:
    """An idea that cannot go, and why."""

    idea: Idea
    why: str


class CannotGoError(RuleViolation):
    """Some ideas cannot go; nothing went. The person may leave them out."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles = obstacles
        super().__init__(
            _("%(count)s der Ideen können nicht weitergeleitet werden.")
            % {"count": len(obstacles)},
            code="cannot_go",
        )


@transaction.atomic
def bundle_up(  # noqa: PLR0913 -- what a form says, all keyword-only
    ideas: Iterable[Idea],
    *,
    department: Department,
    cover_note: str,
    by: User,
    title: str = "",
    working_days: int | None = None,
    routes: Mapping[int, Route] | None = None,
) -> Bundle:
    """Hand several ideas to one department with one mail and one due date.

    Args:
        working_days: how long it has for all of them; without it its own time.
        routes: by idea what sends it there, not stored yet; without one `by` chose.

    Raises:
        CannotGoError: some of them cannot go; it names each, and nothing went.
        RuleViolation: too few or too many, or the department takes nothing any more.
    """
    chosen = sorted({idea.pk for idea in ideas})
    _require_number(len(chosen))
    rows = Idea.objects.filter(pk__in=chosen).order_by("pk")
    held = list(rows.select_for_update(of=("self",)))
    bundle = Bundle(
        department=department,
        state=BundleState.QUEUED,
        title=title.strip(),
        cover_note=cover_note,
        working_days=working_days or department.working_days,
        made_by=by,
    )
    referrals = _refer_all(held, bundle, routes or {}, by=by)
    sending.queue(bundle, by=by)
    BundleItem.objects.bulk_create(
        BundleItem(bundle=bundle, referral=referral, position=position)
        for position, referral in enumerate(referrals, start=1)
    )
    return bundle


def _require_number(count: int) -> None:
    if not LEAST <= count <= MOST:
        raise RuleViolation(
            _("In ein Bündel gehören %(least)s bis %(most)s Ideen.")
            % {"least": LEAST, "most": MOST},
            code="number_of_ideas",
        )


def _refer_all(
    ideas: Sequence[Idea], bundle: Bundle, routes: Mapping[int, Route], *, by: User
) -> list[Referral]:
    referrals: list[Referral] = []
    obstacles: list[Obstacle] = []
    for idea in ideas:
        try:
            with transaction.atomic():
                referrals += referring.refer(
                    idea,
                    lead=bundle.department,
                    cover_note=bundle.cover_note,
                    working_days=bundle.working_days,
                    route=routes.get(idea.pk),
                    goes_along=True,
                    by=by,
                )
        except RuleViolation as violation:
            obstacles.append(Obstacle(idea, str(violation.message)))
    if obstacles:
        raise CannotGoError(obstacles)
    return referrals
