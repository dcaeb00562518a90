"""The table that says where an idea goes: versions of it, and their rules."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Department
from participation.moderation.rules import can_see_desk
from participation.referrals.enums import SiteKind

LONGEST_NOTE = 300


class RuleBookQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False).order_by("-number")

    def drafts(self) -> Self:
        return self.filter(published_at__isnull=True)

    def visible_to(self, visitor: Visitor) -> Self:
        return self if can_see_desk(visitor) else self.none()


class RuleBook(models.Model):
    """One version of the table: a draft until it is published, then never changed.

    `revision` grows with each change of a draft, so that nobody publishes or sorts
    what somebody else has changed meanwhile.
    """

    number = models.PositiveIntegerField(_("Fassung"), unique=True)
    revision = models.PositiveIntegerField(default=1)
    note = models.CharField(_("Was neu ist"), max_length=LONGEST_NOTE, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = RuleBookQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            # Two drafts would both have no time: one at most.
            models.UniqueConstraint(
                fields=["published_at"],
                nulls_distinct=False,
                name="rulebook_one_draft",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | Q(published_at__isnull=False),
                name="rulebook_published_by_has_time",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Regeln, Fassung %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        if self.is_draft:
            return reverse("referrals:rule-draft")
        return reverse("referrals:rule-version", args=[self.number])

    @property
    def is_draft(self) -> bool:
        return self.published_at is None


class Rule(models.Model):
    """One line of the table; the first that fits an idea says where it goes.

    A condition without a value is none. `number` stays with a rule from version to
    version; keys, not rows, are stored, so that an old version reads as it was.
    `words` are expressions (see `departments.wording`), one a line.
    """

    book = models.ForeignKey(RuleBook, on_delete=models.CASCADE, related_name="rules")
    number = models.PositiveIntegerField(_("Regel"))
    position = models.PositiveIntegerField(_("Reihenfolge"))
    version = models.PositiveIntegerField(default=1)
    region_keys = ArrayField(
        models.CharField(max_length=6), verbose_name=_("Stadtteile"), default=list
    )
    topic_keys = ArrayField(
        models.CharField(max_length=40), verbose_name=_("Themen"), default=list
    )
    site_kinds = ArrayField(
        models.CharField(max_length=20, choices=SiteKind),
        verbose_name=_("Art des Ortes"),
        default=list,
    )
    words = models.TextField(_("Wörter"), max_length=2_000, blank=True)
    is_title_only = models.BooleanField(_("nur im Titel suchen"), default=False)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Amt oder Stelle"),
    )
    valid_from = models.DateField(_("gilt ab"), null=True, blank=True)
    valid_until = models.DateField(_("gilt bis"), null=True, blank=True)
    source = models.CharField(_("Quelle"), max_length=LONGEST_NOTE, blank=True)
    # Of the rules every installation may start with, by which they are known again.
    starter_key = models.SlugField(max_length=60, blank=True)

    class Meta:
        ordering = ["position", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"], name="rule_number_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="rule_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Regel %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("referrals:rule-edit", args=[self.pk])

    @property
    def has_words(self) -> bool:
        return bool(self.words.strip())

    @property
    def word_lines(self) -> list[str]:
        return [line for line in self.words.splitlines() if line.strip()]
