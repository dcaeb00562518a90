from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata
from commons.accounts import grants
from commons.accounts.enums import Scope


def register() -> None:
    grants.register("accounts.PlatformGrant", Scope.PLATFORM)
    kinds.register(
        kinds.Kind(
            key="user",
            model="accounts.User",
            label=_("Konto"),
            title=lambda user: user.public_name,
            url=lambda user: "",  # noqa: ARG005 -- people have no public page
            region_id=lambda user: None,  # noqa: ARG005 -- nor a region here
            visible_to=_only_oneself,
        )
    )
    owndata.register(
        model="accounts.PlatformGrant",
        user_fields=("user", "granted_by", "withdrawn_by"),
        label=_("Rollen auf der Plattform"),
        retain=_("Bleibt als Nachweis, wer wann welche Rolle hatte."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("role", "reason", "valid_from", "valid_until", "withdrawn_at"),
    )


def _only_oneself(rows: QuerySet, visitor: Any) -> QuerySet:
    return rows.filter(pk=visitor.user_id)
