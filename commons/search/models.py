from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.search.enums import SynonymKind


class SearchRow(models.Model):
    """What search knows of one thing. The words are normalised (ä → ae, ß → ss).

    `dated_at` orders by age; it is empty for what does not age, such as a page.
    """

    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    audience = models.CharField(max_length=40, default="public")
    region_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    words = SearchVectorField()
    trigram_text = models.TextField()
    dated_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="searchrow_words"),
            GinIndex(
                OpClass("trigram_text", name="gin_trgm_ops"), name="searchrow_trigram"
            ),
            # Common words are not looked up but met, from the newest row on.
            models.Index(fields=["dated_at", "id"], name="searchrow_newest"),
            models.Index(
                fields=["kind", "dated_at", "id"], name="searchrow_newest_of_kind"
            ),
            models.Index(
                fields=["region_id", "dated_at", "id"],
                name="searchrow_newest_in_region",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_id"], name="searchrow_once_per_target"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.target_id}"


class SynonymGroup(models.Model):
    """Words that search takes for each other, or names of places in regions.

    They are applied when somebody asks, so a change needs no new index. `key` names
    the groups that come as facts; switched off, they stay off.
    """

    key = models.SlugField(max_length=60, unique=True, null=True, editable=False)
    kind = models.CharField(
        _("Art"), max_length=10, choices=SynonymKind, default=SynonymKind.EQUAL
    )
    words = models.TextField(_("Wörter"))
    region_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    is_active = models.BooleanField(_("gilt"), default=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "-is_active", "words", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SynonymKind.values), name="synonymgroup_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=SynonymKind.EQUAL, region_ids=[])
                | Q(kind=SynonymKind.PLACE) & ~Q(region_ids=[]),
                name="synonymgroup_places_have_regions",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:80]

    def get_absolute_url(self) -> str:
        return reverse("search:synonym-edit", args=[self.pk])

    @property
    def terms(self) -> list[str]:
        """The words one by one; a comma or a line ends each."""
        parts = self.words.replace("\n", ",").split(",")
        return [" ".join(part.split()) for part in parts if part.strip()]
