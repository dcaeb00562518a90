"""Painting parts of a picture black, so that what was there is gone from our disk."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageDraw

from commons.errors import RuleViolation
from commons.files.models import StoredFile
from commons.files.services.images import re_encode
from commons.files.services.storing import drop_unused, keep, read

WHOLE = 1_000  # areas are given in thousandths of the picture's sides


@dataclass(frozen=True)
class Area:
    """A rectangle in thousandths of the picture's width and height."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def across(self) -> tuple[int, int]:
        return self.left, self.right

    @property
    def down(self) -> tuple[int, int]:
        return self.top, self.bottom

    @property
    def is_somewhere(self) -> bool:
        is_wide = 0 <= self.left < self.right <= WHOLE
        return is_wide and 0 <= self.top < self.bottom <= WHOLE


@transaction.atomic
def blacken(file: StoredFile, areas: Sequence[Area]) -> dict[str, str]:
    """Paint the areas black in both sizes; the picture before is deleted on commit.

    Equal pictures share their content, so all rows with the same one are changed. Each
    gets a new key: what a browser or proxy keeps under the old address leads nowhere.

    Returns: the new key for each old one, as they stand in JSON.

    Raises:
        RuleViolation: an area is not inside the picture (`area`).
    """
    if not areas or not all(area.is_somewhere for area in areas):
        raise RuleViolation(
            _("Der markierte Bereich liegt nicht im Bild."), code="area"
        )
    painted = re_encode(*_painted(read(file), areas))
    rows = StoredFile.objects.select_for_update(of=("self",))
    shared = list(rows.filter(Q(pk=file.pk) | Q(path=file.path)).order_by("pk"))
    before = {path for row in shared for path in (row.path, row.small_path)}
    exchanged: dict[str, str] = {}
    for row in shared:
        old = row.key
        row.key = uuid4()
        row.path, row.sha256 = keep(painted.large, "image/jpeg")
        row.small_path, _digest = keep(painted.small, "image/webp")
        row.size = len(painted.large)
        row.width, row.height = painted.width, painted.height
        row.save()
        exchanged |= {str(old): str(row.key), old.hex: row.key.hex}
    drop_unused(before)
    return exchanged


def _painted(content: bytes, areas: Iterable[Area]) -> tuple[BytesIO, int]:
    with Image.open(BytesIO(content)) as image:
        picture = image.convert("RGB")
    draw = ImageDraw.Draw(picture)
    for area in areas:
        left, right = (
            round(x * picture.width / WHOLE) for x in (area.left, area.right)
        )
        top, bottom = (
            round(y * picture.height / WHOLE) for y in (area.top, area.bottom)
        )
        draw.rectangle((left, top, right, bottom), fill="black")
    out = BytesIO()
    # Without loss: the second encoding is the one that counts.
    picture.save(out, "PNG")
    out.seek(0)
    return out, out.getbuffer().nbytes
