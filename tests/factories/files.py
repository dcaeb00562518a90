import uuid

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from commons.files.enums import FileKind
from commons.files.models import StoredFile


class StoredImageFactory(DjangoModelFactory):
    """A row without content on the disk."""

    class Meta:
        model = StoredFile

    purpose = "idea-image"
    kind = FileKind.IMAGE
    name = "bild.jpg"
    mime = "image/jpeg"
    sha256 = factory.LazyFunction(lambda: uuid.uuid4().hex * 2)
    size = 1000
    path = factory.LazyAttribute(lambda file: f"xx/{file.sha256}.jpg")
    small_path = factory.LazyAttribute(lambda file: f"xx/{file.sha256}.webp")
    width = 800
    height = 600
    created_at = factory.LazyFunction(timezone.now)
