from commons.notifications.models.digests import Digest
from commons.notifications.models.follows import Follow, FollowQuerySet
from commons.notifications.models.preferences import (
    MailPreference,
    MutedAddress,
    SubjectPreference,
)
from commons.notifications.models.telling import Notification

__all__ = [
    "Digest",
    "Follow",
    "FollowQuerySet",
    "MailPreference",
    "MutedAddress",
    "Notification",
    "SubjectPreference",
]
