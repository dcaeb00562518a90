from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.enums import Role
from commons.accounts.visitors import Visitor
from neighbourhood.newsletters.enums import NewsletterState
from neighbourhood.newsletters.workflow import PUBLIC, UNFINISHED
from neighbourhood.regions.models import Region

MODERATING = (Role.MODERATOR, Role.COORDINATOR)
LONGEST_TITLE = 120
RELEASED = Q(state__in=["released", "sending", "stopped", "sent"])
STARTED = Q(state__in=sorted(PUBLIC))


def covered_by(visitor: Visitor, region: str = "region_id") -> Q:
    """Rows of the Stadtteile where the visitor moderates or coordinates."""
    if not visitor.has_role(*MODERATING):
        return Q(pk__in=[])
    region_ids = visitor.region_ids(*MODERATING)
    if region_ids is None:
        return Q(pk__isnull=False)
    return Q(**{f"{region}__in": sorted(region_ids)})


class Mailing(models.Model):
    """Mail to all subscribers of a Stadtteil, handed to the outbox in batches.

    `cursor` is the last subscription that was handed over, so a task that was killed
    goes on behind it; `handed` counts them, `handed_at` says that all are.
    """

    cursor = models.BigIntegerField(default=0)
    handed = models.PositiveIntegerField(default=0)
    handed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class NewsletterQuerySet(models.QuerySet):
    def public(self) -> Self:
        return self.filter(state__in=sorted(PUBLIC))

    def unfinished(self) -> Self:
        return self.filter(state__in=sorted(UNFINISHED))

    def at_desk_of(self, visitor: Visitor) -> Self:
        """Those of the Stadtteile where one writes them, in every state."""
        return self.filter(covered_by(visitor))

    def visible_to(self, visitor: Visitor) -> Self:
        return self.filter(covered_by(visitor) | Q(state__in=sorted(PUBLIC)))


class Newsletter(Mailing):
    """A Rundbrief: what happened in a Stadtteil in a span of days.

    `year` and `number` name it from its release on. `version` counts changes of title,
    days and intro, against two who write at once; `changes` counts all, so that
    somebody releases what they have seen. `planned_for` is its hour; without one it
    goes at once. `started_at` is when it became public and the first mail left;
    `sent_at` is when the last one had an end.
    """

    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="newsletters"
    )
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(_("Überschrift"), max_length=LONGEST_TITLE)
    period_from = models.DateField(_("vom"))
    period_to = models.DateField(_("bis"))
    intro = models.TextField(_("Einleitung"), blank=True)
    state = models.CharField(
        max_length=10, choices=NewsletterState, default=NewsletterState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    changes = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    planned_for = models.DateTimeField(_("verschicken am"), null=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    started_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    sent_at = models.DateTimeField(null=True)

    objects = NewsletterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["region", "-started_at"],
                condition=STARTED,
                name="newsletter_public_of_region",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="newsletter_has_title"),
            models.CheckConstraint(
                condition=Q(state__in=NewsletterState.values),
                name="newsletter_known_state",
            ),
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="newsletter_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["region", "year", "number"], name="newsletter_number_once"
            ),
            models.CheckConstraint(
                condition=Q(year__isnull=False, number__isnull=False, number__gte=1)
                | Q(year__isnull=True, number__isnull=True, state="draft"),
                name="newsletter_released_has_number",
            ),
            models.CheckConstraint(
                condition=Q(edited_at__isnull=False) | Q(edited_by__isnull=True),
                name="newsletter_edited_has_time",
            ),
            models.CheckConstraint(
                condition=(RELEASED & Q(released_at__isnull=False))
                | Q(
                    state="draft",
                    released_at__isnull=True,
                    released_by__isnull=True,
                    planned_for__isnull=True,
                ),
                name="newsletter_released_has_time",
            ),
            models.CheckConstraint(
                condition=(
                    STARTED
                    & Q(started_at__isnull=False, started_at__gte=F("released_at"))
                )
                | (~STARTED & Q(started_at__isnull=True, cursor=0, handed=0)),
                name="newsletter_started_has_time",
            ),
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True) | STARTED,
                name="newsletter_handed_when_started",
            ),
            models.CheckConstraint(
                condition=Q(state="stopped", stopped_at__isnull=False)
                | (
                    ~Q(state="stopped")
                    & Q(stopped_at__isnull=True, stopped_by__isnull=True)
                ),
                name="newsletter_stopped_has_time",
            ),
            models.CheckConstraint(
                condition=Q(
                    state="sent",
                    sent_at__isnull=False,
                    sent_at__gte=F("started_at"),
                )
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="newsletter_sent_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Where everybody reads it; until then the page of those who write it."""
        if not self.is_public:
            return reverse("newsletters:newsletter-detail", args=[self.pk])
        return reverse(
            "newsletters:archive-show", args=[self.region.slug, self.year, self.number]
        )

    @property
    def is_draft(self) -> bool:
        return self.state == NewsletterState.DRAFT

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def name(self) -> str:
        """ "Rundbrief 3/2026", as it is cited; a draft has no number yet."""
        if self.number is None:
            return gettext("Rundbrief (Entwurf)")
        words = {"number": self.number, "year": self.year}
        return gettext("Rundbrief %(number)s/%(year)s") % words

    @property
    def key_prefix(self) -> str:
        """How the outbox calls its mails, but for the subscription's id."""
        return f"newsletter:{self.pk}:"
