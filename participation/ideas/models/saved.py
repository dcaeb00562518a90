from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQueryField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.notifications.enums import Pace

# Stands in an array of ids for "no matter which", so that one index answers both.
ANY = 0


class SavedSearch(models.Model):
    """A filter of the list that somebody wants to hear of.

    `query` is the filter as an address. The other columns hold those of its parts
    that a newly published idea can match, so that one statement finds everybody
    whose search fits.

    How soon somebody hears is `wished_pace`. The version before reads `wants_mail`
    alone and may still write it, so it is written along, and False counts.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="saved_searches",
    )
    name = models.CharField(_("Name"), max_length=80)
    query = models.CharField(max_length=1000)
    region_ids = ArrayField(models.BigIntegerField())
    topic_ids = ArrayField(models.BigIntegerField())
    area_ids = ArrayField(models.BigIntegerField())
    has_pictures = models.BooleanField(default=False)
    near_east_m = models.FloatField(null=True)
    near_north_m = models.FloatField(null=True)
    radius_m = models.PositiveIntegerField(null=True)
    words = SearchQueryField(null=True)
    wants_mail = models.BooleanField(default=True)
    pace = models.CharField(
        max_length=10, choices=Pace.choices, blank=True, default="", db_default=""
    )
    is_paused = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], name="savedsearch_own"),
            GinIndex(
                fields=["region_ids", "topic_ids"],
                condition=Q(is_paused=False),
                name="savedsearch_matching",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "query"], name="savedsearch_once"),
            models.CheckConstraint(
                condition=Q(
                    near_east_m__isnull=True,
                    near_north_m__isnull=True,
                    radius_m__isnull=True,
                )
                | Q(
                    near_east_m__isnull=False,
                    near_north_m__isnull=False,
                    radius_m__gt=0,
                ),
                name="savedsearch_circle_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(
                    region_ids__len__gt=0, topic_ids__len__gt=0, area_ids__len__gt=0
                ),
                name="savedsearch_any_is_said",
            ),
            models.CheckConstraint(
                condition=Q(pace__in=["", *Pace.values]), name="savedsearch_known_pace"
            ),
        ]

    def __str__(self) -> str:
        return f"search {self.pk} of {self.user_id}"

    @property
    def wished_pace(self) -> str:
        """Empty where the pace for news of this sort holds."""
        return self.pace if self.wants_mail else Pace.BELL.value
