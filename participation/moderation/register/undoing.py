"""What can be undone stands on top of each page of the desk; and its keys."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from commons import owndata, slots
from commons.accounts.http import HttpRequest
from participation.moderation.forms.keys import COOKIE, OFF
from participation.moderation.queries.undoing import undoable_by
from participation.moderation.rules import can_see_desk, can_use_keys


def register() -> None:
    slots.fill(
        "desk-top",
        template="moderation/_undo_bar.html",
        context=undo_bar,
        order=10,
        query_budget=4,
    )
    slots.fill(
        "desk-foot",
        template="moderation/_keys.html",
        context=keys_of_page,
        order=90,
        query_budget=0,
    )
    owndata.register(
        model="moderation.BulkRun",
        user_fields=("made_by",),
        label=_("Entscheidungen über mehrere Beiträge auf einmal"),
        retain=_("Die Liste wird nach sieben Tagen gelöscht."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("verdict", "reason", "made_at", "finished_at"),
        staff=_(
            "Wer mehrere Beiträge gemeinsam entschieden hat, damit sich das rückgängig "
            "machen lässt."
        ),
    )


def undo_bar(*, request: HttpRequest) -> dict[str, Any] | None:
    """What the visitor decided a moment ago, where there is something."""
    if not can_see_desk(request.visitor):
        return None
    found = undoable_by(request.visitor)
    return {"undoables": found, "query": request.GET.urlencode()} if found else None


def keys_of_page(*, request: HttpRequest) -> dict[str, Any] | None:
    if not can_use_keys(request.visitor):
        return None
    return {
        "is_at_desk": can_see_desk(request.visitor),
        "are_off": request.COOKIES.get(COOKIE) == OFF,
        "here": request.get_full_path(),
    }
