"""A message's name in the world, made from its key: the same whenever it is made."""

from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "commons.delivery.identities"
LENGTH = 40


def message_id_of(key: str) -> str:
    """The Message-ID of the message with this key.

    A row that is lost and written anew bears it again, so a mail program shows the
    second copy as the first. Keyed, since a key tells what the message is about.
    """
    digest = salted_hmac(SALT, key, algorithm="sha256").hexdigest()
    return f"<{digest[:LENGTH]}@{settings.MAIL_DOMAIN}>"
