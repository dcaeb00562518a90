from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from commons.accounts.visitors import Visitor
from commons.delivery.models import Delivery
from commons.files.models import StoredFile
from commons.links.models import SignedLink
from neighbourhood.departments.models import Department
from participation.bundles.enums import BundleState
from participation.bundles.workflow import ENDED, UNFINISHED, WITH_DEPARTMENT
from participation.referrals.models import Referral


class BundleQuerySet(models.QuerySet):
    def unfinished(self) -> Self:
        return self.filter(state__in=sorted(UNFINISHED))

    def visible_to(self, visitor: Visitor) -> Self:
        """Of the departments one works for, and with a row of one's own regions."""
        mine = Q(
            department_id__in=sorted(visitor.department_ids),
            state__in=sorted(WITH_DEPARTMENT),
        )
        return self.filter(mine | Q(_has_row(Referral.objects.at_desk_of(visitor))))

    def at_desk_of(self, visitor: Visitor) -> Self:
        """Those with at least one row that the SPK looks after in one's regions."""
        return self.filter(_has_row(Referral.objects.at_desk_of(visitor)))


def _has_row(referrals: QuerySet[Referral]) -> Exists:
    rows = BundleItem.objects.filter(bundle=OuterRef("pk"), referral__in=referrals)
    return Exists(rows)


class Bundle(models.Model):
    """Several referrals to one department with one mail, one date, one table.

    A row's own truth stays its referral: state, statement, clock. The bundle knows
    where the mail is, and ends when its last row has ended.
    """

    number = models.CharField(max_length=20, unique=True)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="bundles"
    )
    state = models.CharField(max_length=10, choices=BundleState)
    # What it is about, in a few words; those of a rhythm need none.
    title = models.CharField(_("Worum es geht"), max_length=120, blank=True)
    cover_note = models.TextField(_("Anschreiben"), blank=True)
    working_days = models.PositiveSmallIntegerField(_("Frist in Arbeitstagen"))
    # The day in the mail; a row that asked back has its own by then.
    due_on = models.DateField(_("Frist"), null=True)
    # While it is collected: the day on which it goes out.
    leaves_on = models.DateField(_("geht hinaus am"), null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    made_at = models.DateTimeField()
    queued_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # How often the table was made: each time another mail.
    edition = models.PositiveSmallIntegerField(default=0)
    dossier = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, related_name="+"
    )
    link = models.ForeignKey(
        SignedLink, on_delete=models.PROTECT, null=True, related_name="+"
    )
    # None while it is collected, and while the table is being made.
    delivery = models.OneToOneField(
        Delivery, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = BundleQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on"], name="bundle_by_due_date"),
            models.Index(
                fields=["leaves_on"],
                condition=Q(state="collecting"),
                name="bundle_leaving",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=BundleState.values), name="bundle_known_state"
            ),
            models.UniqueConstraint(
                fields=["department"],
                condition=Q(state="collecting"),
                name="bundle_one_collected_per_department",
            ),
            models.CheckConstraint(
                condition=~Q(state="collecting") | Q(leaves_on__isnull=False),
                name="bundle_collected_leaves",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["queued", "sent", "failed", "done"])
                | Q(due_on__isnull=False, queued_at__isnull=False),
                name="bundle_sent_has_due_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="bundle_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ENDED), closed_at__isnull=False)
                | (~Q(state__in=sorted(ENDED)) & Q(closed_at__isnull=True)),
                name="bundle_ended_has_time",
            ),
            models.CheckConstraint(
                condition=Q(working_days__gte=1, working_days__lte=120),
                name="bundle_working_days_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("bundles:bundle-detail", args=[self.number])

    @property
    def reference(self) -> str:
        """As people call it: B-2026-00003."""
        return f"B-{self.number}"

    @property
    def shown_state(self) -> str:
        is_by_hand = self.link_id is None and self.delivery_id is not None
        if self.state == BundleState.QUEUED and is_by_hand:
            return gettext("von Hand weiterzugeben")
        return str(self.get_state_display())

    @property
    def is_collecting(self) -> bool:
        return self.state == BundleState.COLLECTING

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED


class BundleItem(models.Model):
    """A row of the table; what became of it says the referral."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="items")
    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, related_name="bundle_item"
    )
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["bundle", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "position"], name="bundleitem_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} of {self.bundle_id}"
