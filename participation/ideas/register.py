from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata


def register() -> None:
    kinds.register(
        kinds.Kind(
            key="idea",
            model="ideas.Idea",
            label=_("Idee"),
            title=lambda idea: idea.title,
            url=lambda idea: idea.get_absolute_url(),
            region_id=lambda idea: idea.region_id,
            visible_to=_visible_to,
        )
    )
    owndata.register(
        model="ideas.Idea",
        user_fields=("author",),
        label=_("Ihre Ideen"),
        retain=_("Veröffentlichte Ideen bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("number", "title", "text", "submitted_at", "publication"),
    )
    owndata.register(
        model="ideas.IdeaSnapshot",
        user_fields=("created_by",),
        label=_("Frühere Fassungen Ihrer Ideen"),
        retain=_("Bleiben ohne Ihren Namen bei der Idee."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("target__number", "version", "content", "created_at"),
    )
    owndata.register(
        model="ideas.Support",
        user_fields=("user",),
        label=_("Ideen, die Sie unterstützen"),
        retain=_("Wird mit dem Konto gelöscht; der Zähler bleibt."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("idea__number", "supported_at"),
    )
    owndata.register(
        model="ideas.Submission",
        user_fields=("entered_by",),
        label=_("Ideen, die Sie für andere eingetragen haben"),
        retain=_("Bleibt ohne Ihren Namen bei der Idee."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("idea__number", "source", "created_at"),
    )


def _visible_to(rows: QuerySet, visitor: Any) -> QuerySet:
    return rows.visible_to(visitor)  # type: ignore[attr-defined, no-any-return]
