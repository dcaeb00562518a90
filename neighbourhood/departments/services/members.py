"""Who answers for a department with an account of their own."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from commons.accounts.enums import Role, Scope
from commons.accounts.grants import table_for
from commons.accounts.models import User
from commons.accounts.services import roles
from commons.verbs.services import happened
from neighbourhood.departments.models import Department, DepartmentMembership
from neighbourhood.departments.services import tree


@transaction.atomic
def add(
    department: Department,
    *,
    user: User,
    by: User,
    is_head: bool = False,
    valid_until: datetime | None = None,
    reason: str = "",
) -> DepartmentMembership:
    """Let somebody answer for the department, from now on.

    Raises:
        RuleViolation: it has become part of another (`merged`), or the person is a
            member already (`role_held`).
    """
    tree.require_alive(tree.locked(department.pk))
    _clear_expired(department, user, by=by)
    membership = roles.grant(
        user,
        role=Role.DEPARTMENT_MEMBER,
        table=table_for(Scope.DEPARTMENT),
        scope_id=department.pk,
        reason=reason,
        valid_until=valid_until,
        by=by,
    )
    assert isinstance(membership, DepartmentMembership)  # noqa: S101 -- the table's model
    if is_head:
        membership.is_head = True
        membership.save(update_fields=["is_head"])
    happened("department.members_changed", department, by=by)
    return membership


@transaction.atomic
def set_head(
    membership: DepartmentMembership, *, is_head: bool, by: User
) -> DepartmentMembership:
    """Say whether somebody leads the department."""
    membership = _locked(membership)
    if membership.is_head != is_head:
        membership.is_head = is_head
        membership.save(update_fields=["is_head"])
        happened("department.members_changed", membership.department, by=by)
    return membership


@transaction.atomic
def end(membership: DepartmentMembership, *, by: User) -> DepartmentMembership:
    """Somebody answers for the department no longer; what they wrote stays.

    Raises:
        RuleViolation: it has ended before (`role_withdrawn`).
    """
    membership = _locked(membership)
    roles.withdraw(membership, table=table_for(Scope.DEPARTMENT), by=by)
    happened("department.members_changed", membership.department, by=by)
    return membership


def carry(source: Department, target: Department, *, by: User) -> None:
    """Let the members of one department go on in another, in the caller's transaction.

    Heads stay heads only where the other has none.
    """
    has_head = _held(target).filter(is_head=True).exists()
    known = set(_held(target).values_list("user_id", flat=True))
    for membership in _held(source).select_related("user").order_by("pk"):
        end(membership, by=by)
        if membership.user_id not in known:
            add(
                target,
                user=membership.user,
                by=by,
                is_head=membership.is_head and not has_head,
                valid_until=membership.valid_until,
                reason=membership.reason,
            )


def _held(department: Department) -> QuerySet:
    return DepartmentMembership.objects.active().filter(department=department)


def _locked(membership: DepartmentMembership) -> DepartmentMembership:
    rows = DepartmentMembership.objects.select_for_update(of=("self",))
    return rows.select_related("department", "user").get(pk=membership.pk)


def _clear_expired(department: Department, user: User, *, by: User) -> None:
    """A membership whose time is over would still stand in the way of a new one."""
    expired = DepartmentMembership.objects.filter(
        department=department,
        user=user,
        withdrawn_at=None,
        valid_until__lte=timezone.now(),
    )
    for membership in expired:
        roles.withdraw(membership, table=table_for(Scope.DEPARTMENT), by=by)
