from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from neighbourhood.newsletters.models.newsletters import Newsletter

OWN = "own"
LONGEST_NEWS_TITLE = 120


class ItemQuerySet(models.QuerySet["Item"]):
    def included(self) -> "ItemQuerySet":
        return self.filter(is_included=True)


class Item(models.Model):
    """One piece of a Rundbrief: something from a source, or news of one's own.

    Of a piece from a source only `(kind, target_id)` is kept: its title and words are
    read from there each time, so what is hidden is gone here, too. `text` is what the
    editors say instead. News of their own lie in the section `OWN` with title and link.
    `is_chosen` says that somebody decided about it: then it is not tidied away.
    """

    newsletter = models.ForeignKey(
        Newsletter, on_delete=models.CASCADE, related_name="items"
    )
    section = models.CharField(max_length=40)
    kind = models.CharField(max_length=40, blank=True)
    target_id = models.BigIntegerField(null=True)
    day = models.DateField(null=True)
    position = models.PositiveIntegerField()
    is_included = models.BooleanField(default=True)
    is_chosen = models.BooleanField(default=False)
    # It lies outside the days of the Rundbrief since these were changed.
    is_outside = models.BooleanField(default=False)
    title = models.CharField(
        _("Überschrift"), max_length=LONGEST_NEWS_TITLE, blank=True
    )
    text = models.TextField(_("Text"), blank=True)
    link = models.URLField(_("Link"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["newsletter_id", "section", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["newsletter", "section", "kind", "target_id"],
                name="item_once_in_newsletter",
            ),
            models.CheckConstraint(
                condition=(
                    Q(section="own", kind="", target_id__isnull=True)
                    & ~Q(title="")
                    & ~Q(text="")
                )
                | (
                    ~Q(section="own")
                    & ~Q(kind="")
                    & Q(target_id__isnull=False, title="", link="")
                ),
                name="item_own_or_from_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or self.section} in newsletter {self.newsletter_id}"

    @property
    def is_own(self) -> bool:
        return self.section == OWN
