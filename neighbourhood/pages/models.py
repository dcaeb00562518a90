from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from neighbourhood.pages.enums import Section
from neighbourhood.regions.models import Region


class Contact(models.Model):
    """An office of the SPK: a team, never a person's name."""

    unit = models.CharField(_("Stelle"), max_length=120)
    task = models.CharField(_("Zuständig für"), max_length=200, blank=True)
    phone = models.CharField(_("Telefon"), max_length=40)
    hours = models.CharField(_("Sprechzeiten"), max_length=200)
    email = models.EmailField(_("E-Mail-Adresse"), blank=True)
    room = models.CharField(_("Adresse und Raum"), max_length=200, blank=True)
    is_general = models.BooleanField(
        _("Allgemeine Auskunft"),
        default=False,
        help_text=_("Steht überall, wo kein Stadtteil gewählt ist."),
    )
    sort = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)

    class Meta:
        ordering = ["sort", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["unit"], name="contact_unit_once"),
            models.UniqueConstraint(
                fields=["is_general"],
                condition=Q(is_general=True),
                name="contact_one_general",
            ),
        ]

    def __str__(self) -> str:
        return self.unit

    @property
    def phone_digits(self) -> str:
        """The number as a `tel:` address wants it."""
        return "".join(char for char in self.phone if char in "+0123456789")


class ContactRegion(models.Model):
    """A region has one team; a team may look after several regions."""

    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="region_links"
    )
    region = models.OneToOneField(
        Region, on_delete=models.CASCADE, related_name="contact_link"
    )

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.region_id}"


class PageQuerySet(models.QuerySet["Page"]):
    def published(self) -> "PageQuerySet":
        return self.filter(is_published=True)


class Page(models.Model):
    """A page of text at an address of its own, such as /stadtteilarbeit/."""

    slug = models.SlugField(_("Adresse"), max_length=60, unique=True)
    title = models.CharField(_("Titel"), max_length=120)
    summary = models.CharField(_("In einem Satz"), max_length=240)
    body = models.TextField(_("Text"))
    section = models.CharField(_("Bereich"), max_length=10, choices=Section)
    sort = models.PositiveSmallIntegerField(_("Reihenfolge"), default=100)
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="pages",
        verbose_name=_("Ansprechpartner"),
    )
    is_published = models.BooleanField(_("veröffentlicht"), default=True)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(_("geändert am"))
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["section", "sort", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("pages:page-show", args=[self.slug])
