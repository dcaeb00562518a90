"""Keeping what people have begun to write, and taking a form in only once."""

from commons.drafts.services.drafts import (
    ADOPTION_WINDOW,
    add_image,
    adopt,
    delete,
    delete_all,
    find,
    forget_untouched,
    lock,
    remove_file,
    save,
)
from commons.drafts.services.once import (
    ONCE_FIELD,
    begin,
    fingerprint,
    finish,
    forget_sent,
    was_just_sent,
)

__all__ = [
    "ADOPTION_WINDOW",
    "ONCE_FIELD",
    "add_image",
    "adopt",
    "begin",
    "delete",
    "delete_all",
    "find",
    "fingerprint",
    "finish",
    "forget_sent",
    "forget_untouched",
    "lock",
    "remove_file",
    "save",
    "was_just_sent",
]
