"""The tree of departments is changed by one transaction at a time.

The trigger of migration 0003 takes the same lock. Services take it before any row:
whoever holds a row and waits for the tree would wait in a circle.
"""

from django.db import connection
from django.utils.translation import gettext_lazy as _

from commons.errors import RuleViolation
from neighbourhood.departments.models import Department


def lock() -> None:
    """Until the end of the transaction nobody else changes the tree."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended('departments tree', 0))"
        )


def locked(pk: int) -> Department:
    """The department as it is now; keys to it may still be written meanwhile."""
    rows = Department.objects.select_for_update(of=("self",), no_key=True)
    department: Department = rows.get(pk=pk)
    return department


def require_no_circle(department: Department, parent: Department | None) -> None:
    """Nothing belongs to itself, not even by way of others.

    Raises:
        RuleViolation: it would (`circle`).
    """
    if not department.pk:
        return
    above = Department.objects.filter(pk=parent.pk).first() if parent else None
    while above is not None:
        if above.pk == department.pk:
            message = _("Dieses Amt gehört selbst zu dem, das Sie bearbeiten.")
            raise RuleViolation(message, code="circle")
        above = above.parent


def require_alive(department: Department) -> None:
    """Raise RuleViolation if it has become part of another (`merged`)."""
    if department.is_merged:
        message = _("„%(name)s“ ist in einem anderen Amt aufgegangen.")
        raise RuleViolation(message % {"name": department.name}, code="merged")
