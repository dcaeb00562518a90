from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    IMAGE = "image", _("Bild")
    DOCUMENT = "document", _("Dokument")


class Rendition(TextChoices):
    """The long edge of an image: as stored for print, and small for pages."""

    LARGE = "gross", _("groß")
    SMALL = "klein", _("klein")
