from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60
LONGEST_QUERY = 400
LAST_USED = ""  # the name of the one that is kept without being asked


class SavedFilterQuerySet(models.QuerySet):
    def named(self) -> Self:
        return self.exclude(name=LAST_USED)


class SavedFilter(models.Model):
    """A filter of the queue that somebody keeps; the nameless one was used last.

    `query` is the filter as an address. The queue opens with the one that is the
    start, else with the one used last.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(_("Name"), max_length=LONGEST_NAME, blank=True)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)
    is_start = models.BooleanField(_("Die Prüfung immer damit öffnen"), default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"], name="savedfilter_once_a_name"
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(is_start=True),
                name="savedfilter_one_start",
            ),
            models.CheckConstraint(
                condition=Q(is_start=False) | ~Q(name=""),
                name="savedfilter_start_has_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name
