from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.enums import TextKind
from neighbourhood.departments.models.departments import Department


class DepartmentText(models.Model):
    """Words a department starts from: statements, and "not our task"."""

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="texts"
    )
    kind = models.CharField(
        _("Wofür"), max_length=10, choices=TextKind, default=TextKind.MODULE
    )
    title = models.CharField(_("Name"), max_length=80)
    text = models.TextField(_("Text"), max_length=3_000)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        ordering = ["kind", "position", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=TextKind.values), name="departmenttext_known_kind"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""),
                name="departmenttext_says_something",
            ),
            models.UniqueConstraint(
                fields=["department", "kind", "title"],
                name="departmenttext_once_by_name",
                violation_error_message=_("Einen Text mit diesem Namen gibt es schon."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("departments:text-edit", args=[self.department_id, self.pk])
