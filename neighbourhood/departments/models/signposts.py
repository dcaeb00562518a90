from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from neighbourhood.departments.enums import SignpostKind
from neighbourhood.departments.models.departments import Topic


class Signpost(models.Model):
    """Where something else than an idea belongs, said before one writes it.

    `words` are expressions (see `wording`), one a line. A row that belongs to
    another takes what it leaves empty from that one: all subjects of a report form
    lead to the same form.
    """

    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("gehört zu"),
    )
    key = models.SlugField(_("Schlüssel"), max_length=60, unique=True)
    kind = models.CharField(_("Art"), max_length=10, choices=SignpostKind)
    name = models.CharField(_("Worum es geht"), max_length=120)
    words = models.TextField(_("Wörter"), max_length=4_000, blank=True)
    topic = models.ForeignKey(
        Topic,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("Thema"),
    )
    body = models.CharField(_("Zuständig"), max_length=120, blank=True)
    advice = models.TextField(_("Was wir sagen"), max_length=600, blank=True)
    url = models.URLField(_("Link"), blank=True)
    phone = models.CharField(_("Telefon"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)
    is_active = models.BooleanField(_("aktiv"), default=True)

    class Meta:
        ordering = ["kind", "position", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=SignpostKind.values),
                name="signpost_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("pk")),
                name="signpost_not_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("departments:signpost-edit", args=[self.pk])
