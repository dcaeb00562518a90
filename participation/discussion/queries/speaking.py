"""In which roles a visitor may speak, the official one first."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Department
from participation.discussion import rules
from participation.discussion.enums import Mark


@dataclass(frozen=True)
class Role:
    """`key` is what the form posts."""

    key: str
    label: str | Promise
    mark: Mark = Mark.NONE
    department: Department | None = None


AS_PERSON = Role("person", _("als Person, unter meinem Namen"))


def roles_of(visitor: Visitor) -> list[Role]:
    """For the Amt, for the SPK, as a person; residents have the last alone."""
    roles = []
    if visitor.department_ids:
        departments = Department.objects.active().filter(pk__in=visitor.department_ids)
        roles += [
            Role(
                f"amt-{department.pk}",
                gettext("für: %(name)s") % {"name": department.name},
                Mark.AMT,
                department,
            )
            for department in departments
        ]
    if rules.can_speak_for_spk(visitor):
        roles.append(Role("spk", _("für die SPK"), Mark.SPK))
    return [*roles, AS_PERSON]
