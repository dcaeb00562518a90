from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import facts, kinds, owndata, slots
from commons.accounts import grants
from commons.accounts.enums import Scope
from commons.followups import registry as followups
from commons.verbs import registry
from neighbourhood.departments import finding, knowing, panels
from neighbourhood.departments.models import Department
from neighbourhood.departments.queries import reach
from neighbourhood.departments.services.facts import load_topics


def register() -> None:
    grants.register(
        "departments.DepartmentMembership",
        Scope.DEPARTMENT,
        "department",
        choices=_choices,
    )
    _register_kinds()
    finding.register()
    registry.declare(
        *_department_verbs(),
        registry.Verb(
            "topic.saved",
            _("hat ein Thema geändert"),
            generations=lambda _topic: ["topics", "ideas", "cards"],
        ),
    )
    facts.register("topics", load_topics)
    followups.register(
        "departments",
        _("Ämter klären"),
        reach.departments_to_mend,
        order=65,
        query_budget=3,
    )
    knowing.register()
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=panels.menu_entry,
        order=40,
        query_budget=0,
    )
    owndata.register(
        model="departments.DepartmentMembership",
        user_fields=("user", "granted_by", "withdrawn_by"),
        label=_("Mitarbeit in Ämtern"),
        retain=_("Bleibt als Nachweis, wer wann für ein Amt antworten durfte."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("department__name", "valid_from", "valid_until"),
        staff=_("Wer in welchem Amt mitarbeitet: ohne diese Angabe kein Zugang."),
    )


def _department_verbs() -> list[registry.Verb]:
    """What changes a department's name or end shows on cards and ideas, too."""
    shown = {
        "department.saved": _("hat ein Amt geändert"),
        "department.merged": _("hat ein Amt mit einem anderen zusammengelegt"),
        "department.closed": _("hat ein Amt beendet"),
        "department.reopened": _("hat ein Amt wieder aufgenommen"),
    }
    inside = {
        "department.members_changed": _("hat die Mitglieder eines Amtes geändert"),
        "department.texts_changed": _("hat die Texte eines Amtes geändert"),
    }
    return [
        *(
            registry.Verb(key, words, generations=_pages_naming, search="index")
            for key, words in shown.items()
        ),
        *(registry.Verb(key, words) for key, words in inside.items()),
    ]


def _pages_naming(_department: Department) -> list[str]:
    return ["ideas", "cards"]


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="department",
            model="departments.Department",
            label=_("Amt"),
            title=str,
            url=lambda department: department.get_absolute_url(),
            region_id=lambda _department: None,
            visible_to=kinds.to_everyone,
        )
    )
    kinds.register(
        kinds.Kind(
            key="topic",
            model="departments.Topic",
            label=_("Thema"),
            title=str,
            url=_edit_url("departments:topic-edit"),
            region_id=lambda _topic: None,
            visible_to=kinds.to_everyone,
        )
    )


def _edit_url(view: str) -> Callable[[Any], str]:
    return lambda row: reverse(view, args=[row.pk])


def _choices() -> list[tuple[int, str]]:
    departments = Department.objects.active().order_by("sort_key", "pk")
    return [(department.pk, department.name) for department in departments]
