from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.models.departments import Department


class DepartmentName(models.Model):
    """What a department was called before; `until` is the last day of that name."""

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="earlier_names"
    )
    name = models.CharField(_("Name"), max_length=160)
    short_name = models.CharField(_("Kurzname"), max_length=40)
    until = models.DateField(_("bis"))

    class Meta:
        ordering = ["-until", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(short_name=""),
                name="departmentname_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.name
