"""One sort of signed link: what it opens, for how long, and who came in by it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from commons.links import services
from commons.links.models import SignedLink


@dataclass(frozen=True)
class Door:
    """Links with this purpose and kind; a late answer is still welcome for `lifetime`.

    The half year of most of them is ours: a case is answered long before, and what
    became of it can be read for a while.
    """

    purpose: str
    kind: str
    lifetime: timedelta = timedelta(days=180)

    def grant(
        self, target_id: int, *, recipient: str, expires_at: datetime | None = None
    ) -> SignedLink:
        return services.grant(
            self.purpose,
            self.kind,
            target_id,
            recipient=recipient,
            expires_at=expires_at or timezone.now() + self.lifetime,
        )

    def move(self, link: SignedLink, *, recipient: str) -> SignedLink:
        """End a link and make another for `recipient`, valid as long as it was."""
        services.revoke(link)
        return self.grant(
            link.target_id, recipient=recipient, expires_at=link.expires_at
        )

    def opens(self, link: SignedLink | None, target_id: int) -> bool:
        """Whether it is a key to this one thing, and still valid."""
        return (
            link is not None
            and (link.purpose, link.kind) == (self.purpose, self.kind)
            and link.target_id == target_id
            and services.is_valid(link)
        )

    def links_of(self, target_id: int) -> QuerySet[SignedLink]:
        """Every key to it that was ever given, the oldest first."""
        return SignedLink.objects.filter(
            purpose=self.purpose, kind=self.kind, target_id=target_id
        ).order_by("pk")

    def opened_in(self, request: HttpRequest, target_id: int) -> SignedLink | None:
        """The valid link that this session opened for it, if there is one."""
        return services.opened_in(request, self.purpose, self.kind, target_id)

    def targets_opened_in(self, request: HttpRequest) -> set[int]:
        """All that this session opened by links which are still valid."""
        return services.targets_opened_in(request, self.purpose, self.kind)

    def had_opened(self, request: HttpRequest, target_id: int) -> bool:
        """Whether this session opened it by a link, even one that has ended since."""
        return services.had_opened(request, self.purpose, self.kind, target_id)
