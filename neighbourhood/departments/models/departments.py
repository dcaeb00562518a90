from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.models import Grant
from neighbourhood.departments.enums import DepartmentKind
from neighbourhood.regions.models import Region


class DepartmentQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)


class Department(models.Model):
    """An Amt, a Stelle, or a body outside the district; a tree by `parent`."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("gehört zu"),
    )
    key = models.SlugField(_("Schlüssel"), max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=160)
    short_name = models.CharField(_("Kurzname"), max_length=40)
    sort_key = models.CharField(max_length=160, editable=False)
    kind = models.CharField(_("Art"), max_length=10, choices=DepartmentKind)
    email = models.EmailField(_("Postfach"), blank=True)
    responsibilities = models.TextField(_("zuständig für"), blank=True)
    needs_four_eyes = models.BooleanField(_("Vier-Augen-Prinzip"), default=False)
    working_days = models.PositiveSmallIntegerField(
        _("Frist in Arbeitstagen"), default=20
    )
    is_active = models.BooleanField(_("aktiv"), default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DepartmentKind.values),
                name="department_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=120),
                name="department_working_days_in_range",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="department_not_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def has_mailbox(self) -> bool:
        """Without one, somebody forwards by hand."""
        return bool(self.email)


class Topic(models.Model):
    """What ideas, rules, events and plans are about; one small tree for all."""

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("gehört zu"),
    )
    key = models.SlugField(_("Schlüssel"), max_length=40, unique=True)
    name = models.CharField(_("Name"), max_length=80)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)
    is_active = models.BooleanField(_("aktiv"), default=True)
    departments = models.ManyToManyField(
        Department, blank=True, related_name="topics", verbose_name=_("zuständig")
    )

    class Meta:
        ordering = ["position", "name", "pk"]

    def __str__(self) -> str:
        return self.name


class DepartmentMembership(Grant):
    """Somebody works for a department and answers for it."""

    ROLES: ClassVar[Iterable[Role]] = (Role.DEPARTMENT_MEMBER,)

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="memberships"
    )
    is_head = models.BooleanField(_("Leitung"), default=False)

    class Meta(Grant.Meta):
        constraints = [
            *Grant.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "department"],
                condition=Q(withdrawn_at__isnull=True),
                name="departmentmembership_once_while_held",
            ),
        ]


class DepartmentRegion(models.Model):
    """A department that works only in some regions; none listed means all."""

    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, related_name="region_limits"
    )
    region = models.ForeignKey(Region, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["department", "region"], name="departmentregion_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department_id} in {self.region_id}"
