"""What a department is by its place in the tree, in the words of a Bezirksamt."""

from django.utils.translation import gettext as _

from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.departments.models import Department


def level_of(department: Department) -> str:
    """Abteilung, Amt, Fachbereich, Stelle, or outside; reads the parent."""
    if department.kind == DepartmentKind.EXTERN:
        return _("außerhalb des Bezirks")
    if not department.takes_referrals:
        return _("Abteilung")
    if department.kind == DepartmentKind.STELLE:
        return _("Stelle")
    above = department.parent
    if above is not None and above.takes_referrals:
        return _("Fachbereich")
    return _("Amt")
