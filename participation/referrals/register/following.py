"""The answers of a department can be followed, also through its end."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.models import User
from commons.notifications import followables, reasons, subjects
from commons.notifications.followables import Followable
from commons.notifications.services import follows
from neighbourhood.departments import following as departments
from neighbourhood.departments.models import Department
from participation.referrals.queries.following import DEPARTMENT


def register() -> None:
    followables.register(
        Followable(
            kind="department",
            told=_(
                "Wir sagen Ihnen, wenn es zu einer Idee, für die dieses Amt zuständig "
                "ist, eine Antwort gibt."
            ),
            many=_("Antworten von Ämtern"),
            url=_list_of_answers,
            label=_label,
            subject=subjects.PLACES,
            is_open=lambda department: department.is_active,
            order=50,
        )
    )
    reasons.register(
        DEPARTMENT,
        _("Sie bekommen diese Mail, weil Sie die Antworten dieses Amtes verfolgen."),
        short=_("Antwort eines Amtes, das Sie verfolgen"),
        subject=subjects.PLACES,
        through="department",
    )
    departments.on_merged(_follow_along)


def _list_of_answers(department: Department) -> str:
    """Its own page is for staff; its answers are in the list of ideas."""
    query = f"amt={department.key}&stand=beantwortet"
    return f"{reverse('ideas:idea-list')}?{query}"


def _label(_department: Any) -> str:
    return str(_("Antworten eines Amtes"))


def _follow_along(
    source: Department,
    target: Department,
    *,
    by: User | None,  # noqa: ARG001 -- as departments call it
) -> None:
    follows.hand_over(source, target)
