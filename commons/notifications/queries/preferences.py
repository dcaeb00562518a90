"""What the page of somebody's wishes about mail shows."""

from collections.abc import Sequence

from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.notifications.models import Follow
from commons.notifications.queries.wishes import Wishes, wishes_of
from commons.notifications.subjects import Subject, all_subjects


def wishes_for(user: User, visitor: Visitor) -> tuple[Wishes, list[Subject]]:
    """The wishes, and the subjects to choose for: work for those who work here."""
    shown = all_subjects(with_work=visitor.needs_two_factors)
    return wishes_of([user.pk])[user.pk], shown


def paces_in_use(
    user: User, wishes: Wishes, subjects: Sequence[Subject]
) -> frozenset[str]:
    """At which paces something may come, of a subject or of a follow with its own."""
    follows = Follow.objects.heard().filter(user=user).exclude(pace="")
    own = follows.order_by().values_list("pace", flat=True).distinct()
    return frozenset([*(str(wishes.pace_for(each.key)) for each in subjects), *own])
