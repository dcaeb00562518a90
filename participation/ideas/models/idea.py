import uuid

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.accounts.visitors import Visitor
from neighbourhood.departments.models import Department, Topic
from neighbourhood.regions.models import PlanningArea
from participation.discussion.models import Thread
from participation.ideas.enums import Case, Outcome, PlaceKind
from participation.ideas.workflow import OPEN
from participation.moderation.enums import Publication
from participation.moderation.models import Moderated, ModeratedQuerySet
from participation.moderation.rules import moderates


class IdeaQuerySet(ModeratedQuerySet):
    def visible_to(self, visitor: Visitor) -> "IdeaQuerySet":
        """Published ideas; one's own; and what a moderator may moderate."""
        own = Q(author_id=visitor.user_id) if visitor.user_id else Q(pk__in=[])
        return self.filter(
            Q(publication=Publication.PUBLISHED) | own | moderates(visitor)
        )


class Idea(Moderated):
    """A resident's proposal for a region."""

    number = models.CharField(_("Nummer"), max_length=20, unique=True)
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("Titel"), max_length=120)
    text = models.TextField(_("Beschreibung"), blank=True)
    # BCP 47, "" for German; found by the words, unless a moderator has said it.
    language = models.CharField(max_length=8, blank=True, default="", db_default="")
    is_language_checked = models.BooleanField(default=False, db_default=False)
    topic = models.ForeignKey(
        Topic, on_delete=models.PROTECT, related_name="+", verbose_name=_("Thema")
    )
    place_kind = models.CharField(
        max_length=10, choices=PlaceKind, default=PlaceKind.NONE
    )
    place_text = models.CharField(_("Ort"), max_length=160, blank=True)
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    east_m = models.FloatField(null=True, blank=True)
    north_m = models.FloatField(null=True, blank=True)
    planning_area = models.ForeignKey(
        PlanningArea, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    support_count = models.PositiveIntegerField(default=0)
    external_support = models.PositiveIntegerField(default=0)
    total_support = models.GeneratedField(
        expression=F("support_count") + F("external_support"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    case = models.CharField(max_length=20, choices=Case, default=Case.NONE)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    lead_department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    next_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    thread = models.OneToOneField(
        Thread, on_delete=models.PROTECT, null=True, blank=True, related_name="idea"
    )
    # Kept with the pictures themselves, for the filter of the list.
    has_pictures = models.BooleanField(default=False, db_default=False)
    draft_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = IdeaQuerySet.as_manager()

    class Meta(Moderated.Meta):
        indexes = [
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(publication="published"),
                name="idea_newest",
            ),
            models.Index(
                fields=["-total_support", "-id"],
                condition=Q(publication="published"),
                name="idea_most_supported",
            ),
            models.Index(
                fields=["-answered_at", "-id"],
                condition=Q(publication="published", answered_at__isnull=False),
                name="idea_recently_answered",
            ),
            models.Index(
                fields=["region", "-published_at", "-id"],
                condition=Q(publication="published"),
                name="idea_region_newest",
            ),
            models.Index(
                fields=["topic", "-published_at", "-id"],
                condition=Q(publication="published"),
                name="idea_topic_newest",
            ),
            models.Index(
                fields=["case", "-published_at", "-id"],
                condition=Q(publication="published"),
                name="idea_case_newest",
            ),
            models.Index(
                fields=["region", "-total_support", "-id"],
                condition=Q(publication="published"),
                name="idea_region_supported",
            ),
            models.Index(
                fields=["topic", "-total_support", "-id"],
                condition=Q(publication="published"),
                name="idea_topic_supported",
            ),
            models.Index(
                fields=["case", "-answered_at", "-id"],
                condition=Q(publication="published", answered_at__isnull=False),
                name="idea_case_answered",
            ),
            models.Index(
                fields=["planning_area", "-published_at", "-id"],
                condition=Q(publication="published", planning_area__isnull=False),
                name="idea_area_newest",
            ),
            models.Index(
                fields=["lead_department", "-published_at", "-id"],
                condition=Q(publication="published", lead_department__isnull=False),
                name="idea_department_newest",
            ),
            models.Index(
                fields=["outcome", "-published_at", "-id"],
                condition=Q(publication="published") & ~Q(outcome=""),
                name="idea_outcome_newest",
            ),
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(publication="published", has_pictures=True),
                name="idea_pictures_newest",
            ),
            GistIndex(
                Func(F("east_m"), F("north_m"), function="point"),
                condition=Q(publication="published", east_m__isnull=False),
                name="idea_place",
            ),
            models.Index(
                fields=["-done_at", "-id"],
                condition=Q(publication="published", done_at__isnull=False),
                name="idea_recently_done",
            ),
            models.Index(
                fields=["next_on"],
                condition=Q(next_on__isnull=False),
                name="idea_next_on",
            ),
            models.Index(fields=["author", "-id"], name="idea_author"),
        ]
        constraints = [
            *Moderated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(case__in=sorted(OPEN)) | Q(next_on__isnull=False),
                name="idea_open_case_has_next_date",
            ),
            models.CheckConstraint(
                condition=Q(place_kind="none", lon__isnull=True)
                | (Q(place_kind="address") & ~Q(place_text=""))
                | Q(place_kind="pin", lon__isnull=False),
                name="idea_place_is_where_its_kind_says",
            ),
            models.CheckConstraint(
                condition=Q(
                    lon__isnull=True,
                    lat__isnull=True,
                    east_m__isnull=True,
                    north_m__isnull=True,
                )
                | Q(
                    lon__isnull=False,
                    lat__isnull=False,
                    east_m__isnull=False,
                    north_m__isnull=False,
                ),
                name="idea_point_in_degrees_and_metres",
            ),
            models.CheckConstraint(
                condition=~Q(publication="merged") | Q(merged_into__isnull=False),
                name="idea_merged_has_target",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")),
                name="idea_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=~Q(case="answered") | ~Q(outcome=""),
                name="idea_answered_has_outcome",
            ),
            models.CheckConstraint(
                condition=Q(publication__in=["submitted", "changes_requested"])
                | Q(region__isnull=False),
                name="idea_public_has_region",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("ideas:idea-detail", args=[self.number, self.slug])

    @property
    def is_public(self) -> bool:
        return self.publication == Publication.PUBLISHED

    @property
    def shown_state(self) -> str:
        """The one state that says most: not public, what came of it, who has it."""
        if not self.is_public:
            return self.state_key
        return self.outcome or self.case

    @property
    def shown_state_label(self) -> str:
        if not self.is_public:
            return self.state_label
        return self.get_outcome_display() if self.outcome else self.get_case_display()
