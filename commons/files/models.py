import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons.files.enums import FileKind, Rendition


class StoredFile(models.Model):
    """A private file; who may see it is asked of the guard of its purpose.

    Equal content is stored once under its hash, so several rows may share a path.
    """

    key = models.UUIDField(_("Schlüssel"), default=uuid.uuid4, unique=True)
    purpose = models.CharField(_("Zweck"), max_length=40)
    kind = models.CharField(_("Art"), max_length=10, choices=FileKind.choices)
    name = models.CharField(_("Name"), max_length=120)
    mime = models.CharField(_("Typ"), max_length=100)
    sha256 = models.CharField(_("Prüfsumme"), max_length=64)
    size = models.PositiveIntegerField(_("Größe in Byte"))
    path = models.CharField(_("Ablage"), max_length=120)
    small_path = models.CharField(_("Ablage klein"), max_length=120, blank=True)
    width = models.PositiveIntegerField(_("Breite"), null=True)
    height = models.PositiveIntegerField(_("Höhe"), null=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("hochgeladen von"),
    )
    created_at = models.DateTimeField(_("hochgeladen am"))

    class Meta:
        verbose_name = _("Datei")
        verbose_name_plural = _("Dateien")
        indexes = [
            models.Index(fields=["path"], name="storedfile_path"),
            models.Index(fields=["small_path"], name="storedfile_small_path"),
            models.Index(fields=["created_at"], name="storedfile_created_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=FileKind.IMAGE)
                | (Q(width__isnull=False, height__isnull=False) & ~Q(small_path="")),
                name="storedfile_image_has_size_and_small_rendition",
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="storedfile_sha256_is_hexadecimal",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:file-show", kwargs={"key": self.key})

    @property
    def small_url(self) -> str:
        size = Rendition.SMALL.value
        return reverse("files:file-rendition", kwargs={"key": self.key, "size": size})

    @property
    def is_image(self) -> bool:
        return self.kind == FileKind.IMAGE
