from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    BigIntegerRangeField,
    DateRangeField,
    RangeOperators,
)
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.enums import Language, Role
from commons.clock import berlin_today


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):
    """A person with an account. The e-mail address is the identity and never shown."""

    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    display_name = models.CharField(
        _("Anzeigename"),
        max_length=60,
        blank=True,
        help_text=_("Steht an Ihren Beiträgen. Ein Fantasiename ist in Ordnung."),
    )
    language = models.CharField(
        _("Sprache"), max_length=8, choices=Language, default=Language.GERMAN
    )
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_any_case"),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(is_active=False),
                name="user_erased_is_inactive",
            ),
        ]

    def __str__(self) -> str:
        return self.public_name

    @property
    def public_name(self) -> str:
        if self.erased_at:
            return gettext("gelöschtes Konto")
        return self.display_name or gettext("Bewohner:in")


class GrantQuerySet(models.QuerySet):
    def active(self) -> Self:
        now = timezone.now()
        return self.filter(
            Q(valid_until__isnull=True) | Q(valid_until__gt=now),
            withdrawn_at__isnull=True,
            valid_from__lte=now,
        )


class Grant(models.Model):
    """A role somebody holds for a time. Rights are the union of all active grants.

    A subclass adds what the role is for (`region`, `department`, `actor`) and is
    registered with `commons.accounts.grants`.
    """

    ROLES: ClassVar[Iterable[Role]] = ()

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="%(class)s_set"
    )
    role = models.CharField(_("Rolle"), max_length=30, choices=Role)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.CharField(_("Anlass"), max_length=200, blank=True)
    valid_from = models.DateTimeField(_("gilt ab"), default=timezone.now)
    valid_until = models.DateTimeField(_("gilt bis"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_until__gt=models.F("valid_from")),
                name="%(class)s_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by__isnull=True) | Q(withdrawn_at__isnull=False),
                name="%(class)s_withdrawn_by_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} #{self.user_id}"


class PlatformGrant(Grant):
    """A role on the whole platform."""

    ROLES = (
        Role.TRUSTED_HOUSE,
        Role.MODERATOR,
        Role.COORDINATOR,
        Role.DATA_EDITOR,
        Role.ADMIN,
    )

    class Meta(Grant.Meta):
        constraints = [
            *Grant.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(withdrawn_at__isnull=True),
                name="platformgrant_once_while_held",
            ),
        ]


def _span(function: str, first: str, last: str, field: models.Field) -> Func:
    return Func(first, last, Value("[]"), function=function, output_field=field)


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def standing(self) -> Self:
        """Not ended early, and not over."""
        return self.filter(ended_at__isnull=True, last_day__gte=berlin_today())

    def active(self) -> Self:
        """Those of today; they begin and end by themselves."""
        return self.standing().filter(first_day__lte=berlin_today())


class Absence(models.Model):
    """Somebody who works here is away, and who does their work meanwhile.

    Without a substitute, or with one who is away without another, coordinators have
    a task. Entries stay: they say who stood in for whom.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences"
    )
    substitute = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Vertretung"),
    )
    first_day = models.DateField(_("Erster Tag"))
    last_day = models.DateField(_("Letzter Tag"))
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        indexes = [
            models.Index(
                fields=["substitute", "last_day"],
                condition=Q(ended_at__isnull=True),
                name="absence_substitute",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")),
                name="absence_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(substitute__isnull=True) | ~Q(substitute=F("user")),
                name="absence_substitute_is_another",
            ),
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False),
                name="absence_ended_by_has_time",
            ),
            ExclusionConstraint(
                name="absence_no_overlap",
                expressions=[
                    (
                        _span("INT8RANGE", "user", "user", BigIntegerRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        _span("DATERANGE", "first_day", "last_day", DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(ended_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.user_id} {self.first_day}-{self.last_day}"

    @property
    def is_running(self) -> bool:
        is_now = self.first_day <= berlin_today() <= self.last_day
        return self.ended_at is None and is_now
