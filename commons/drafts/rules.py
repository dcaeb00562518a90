from typing import Any

from commons.drafts.models import Draft
from commons.files.models import StoredFile

FILE_PURPOSE = "draft"


def can_see_file(visitor: Any, file: StoredFile) -> bool:
    """Whoever writes the draft sees the pictures that were added to it."""
    return Draft.objects.of(visitor).filter(files=file).exists()
