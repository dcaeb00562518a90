from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.models import Grant
from neighbourhood.departments.enums import DepartmentKind, MailRhythm
from neighbourhood.regions.models import Region


class DepartmentQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def receiving(self) -> Self:
        """Those that something is forwarded to; an Abteilung only holds its Ämter."""
        return self.filter(is_active=True, takes_referrals=True)


class Department(models.Model):
    """An Amt, a Stelle, or a body outside the district; a tree by `parent`.

    Its mailboxes are those of a function, never of a person. Circles, by `parent` or
    by `merged_into`, are refused by a trigger (migration 0003).
    """

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
    takes_referrals = models.BooleanField(
        _("bekommt Weiterleitungen"), default=True, db_default=True
    )
    email = models.EmailField(_("Postfach"), blank=True)
    form_url = models.URLField(_("Formular im Internet"), blank=True, db_default="")
    substitute_email = models.EmailField(
        _("Postfach der Vertretung"), blank=True, db_default=""
    )
    head_email = models.EmailField(_("Postfach der Leitung"), blank=True, db_default="")
    # Whether its mails wait for a common one (participation.bundles).
    mail_rhythm = models.CharField(
        _("Mails"),
        max_length=10,
        choices=MailRhythm,
        default=MailRhythm.EACH,
        db_default=MailRhythm.EACH,
    )
    responsibilities = models.TextField(_("zuständig für"), blank=True)
    needs_four_eyes = models.BooleanField(_("Vier-Augen-Prinzip"), default=False)
    working_days = models.PositiveSmallIntegerField(
        _("Frist in Arbeitstagen"), default=20
    )
    first_reaction_days = models.PositiveSmallIntegerField(
        _("Erste Reaktion in Arbeitstagen"), default=3, db_default=3
    )
    open_limit = models.PositiveSmallIntegerField(
        _("So viele offene Vorgänge sind vereinbart"), null=True, blank=True
    )
    is_active = models.BooleanField(_("aktiv"), default=True)
    ended_on = models.DateField(_("beendet am"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="merged_from",
        verbose_name=_("aufgegangen in"),
    )
    version = models.PositiveIntegerField(default=1, db_default=1, editable=False)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DepartmentKind.values),
                name="department_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(mail_rhythm__in=MailRhythm.values),
                name="department_known_mail_rhythm",
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=120),
                name="department_working_days_in_range",
            ),
            models.CheckConstraint(
                condition=Q(first_reaction_days__gte=1, first_reaction_days__lte=60),
                name="department_first_reaction_in_range",
            ),
            models.CheckConstraint(
                condition=Q(open_limit__isnull=True) | Q(open_limit__gte=1),
                name="department_open_limit_is_positive",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="department_not_part_of_itself",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="department_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True)
                | Q(is_active=False, ended_on__isnull=False),
                name="department_merged_has_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("departments:department-detail", args=[self.pk])

    @property
    def has_mailbox(self) -> bool:
        """Without one, somebody forwards by hand."""
        return bool(self.email)

    @property
    def has_clock(self) -> bool:
        """Nobody outside the district owes it an answer by a date."""
        return self.kind != DepartmentKind.EXTERN

    @property
    def is_merged(self) -> bool:
        return self.merged_into_id is not None


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
