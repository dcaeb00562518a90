from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata
from commons.accounts import grants
from commons.accounts.enums import Scope
from neighbourhood.departments.models import Department


def register() -> None:
    grants.register(
        "departments.DepartmentMembership",
        Scope.DEPARTMENT,
        "department",
        choices=_choices,
    )
    kinds.register(
        kinds.Kind(
            key="department",
            model="departments.Department",
            label=_("Amt"),
            title=str,
            url=lambda _department: "",
            region_id=lambda _department: None,
            visible_to=_everyone,
        )
    )
    owndata.register(
        model="departments.DepartmentMembership",
        user_fields=("user", "granted_by", "withdrawn_by"),
        label=_("Mitarbeit in Ämtern"),
        retain=_("Bleibt als Nachweis, wer wann für ein Amt antworten durfte."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("department__name", "valid_from", "valid_until"),
    )


def _everyone(rows: QuerySet, _visitor: Any) -> QuerySet:
    return rows


def _choices() -> list[tuple[int, str]]:
    departments = Department.objects.active().order_by("sort_key", "pk")
    return [(department.pk, department.name) for department in departments]
