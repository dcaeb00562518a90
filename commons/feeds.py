"""Atom feeds (RFC 4287) that change only with their entries."""

import re
from datetime import UTC, datetime

from django.utils.feedgenerator import Atom1Feed

# A feed without entries has not changed since there was none.
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
# XML has no way to write them, not even as references.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class SteadyFeed(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """The newest entry's; the moment of asking would end every ETag."""
        days: list[datetime] = [item["updateddate"] for item in self.items]
        return max(days, default=NEVER)


def clean(text: str) -> str:
    """Without signs that XML can't hold."""
    return _NOT_IN_XML.sub("", text)
