"""Ending a department that nothing takes the place of, and taking that back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.clock import berlin_today
from commons.errors import RuleViolation
from commons.verbs.services import happened
from neighbourhood.departments.models import Department
from neighbourhood.departments.services import tree


@transaction.atomic
def close(department: Department, *, by: User) -> Department:
    """Nothing new goes there from now on; what lies there stays to be answered.

    Raises:
        RuleViolation: it has become part of another (`merged`), or others belong to
            it that are still there (`has_children`).
    """
    tree.lock()
    department = tree.locked(department.pk)
    tree.require_alive(department)
    if department.children.filter(is_active=True).exists():
        message = _("Dazu gehören noch andere. Ordnen Sie diese bitte zuerst neu zu.")
        raise RuleViolation(message, code="has_children")
    department.is_active, department.ended_on = False, berlin_today()
    return _ended_or_back(department, "department.closed", by)


@transaction.atomic
def reopen(department: Department, *, by: User) -> Department:
    """Take the closing back.

    Raises:
        RuleViolation: it has become part of another (`merged`).
    """
    tree.lock()
    department = tree.locked(department.pk)
    tree.require_alive(department)
    department.is_active, department.ended_on = True, None
    return _ended_or_back(department, "department.reopened", by)


def _ended_or_back(department: Department, verb: str, by: User) -> Department:
    department.version += 1
    department.save(update_fields=["is_active", "ended_on", "version"])
    happened(verb, department, by=by)
    return department
