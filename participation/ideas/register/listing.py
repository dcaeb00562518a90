"""What the house knows of saved searches."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from commons import owndata, slots
from commons.accounts.http import HttpRequest as VisitorRequest
from commons.notifications import origins, reasons, subjects
from commons.notifications.origins import Wish
from commons.notifications.queries.wishes import Wishes
from participation.ideas.queries.searches import at_pace, paces_for, with_paces
from participation.ideas.services.searches import change_pace
from participation.ideas.verbs.news import SEARCH


def register() -> None:
    owndata.register(
        model="ideas.SavedSearch",
        user_fields=("user",),
        label=gettext_lazy("Ihre gespeicherten Suchen"),
        retain=gettext_lazy("Werden mit dem Konto gelöscht."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("name", "query", "pace", "is_paused", "created_at"),
    )
    reasons.register(
        SEARCH,
        gettext_lazy(
            "Sie bekommen diese Mail, weil Sie eine Suche gespeichert haben. Unter "
            "„Meine Suchen“ können Sie sie ändern."
        ),
        short=gettext_lazy("passt zu Ihrer Suche"),
        subject=subjects.PLACES,
        through=None,
    )
    origins.register_wish(
        SEARCH,
        Wish(
            verb="idea.published",
            paces=paces_for,
            find=at_pace,
            change=change_pace,
            label=in_words,
        ),
    )
    slots.fill(
        "followed",
        template="ideas/_followed_searches.html",
        context=in_what_is_followed,
        query_budget=1,
    )
    slots.fill(
        "account-menu",
        template="components/menu_link.html",
        context=in_account_menu,
        order=30,
        query_budget=0,
    )


def in_words(number: int) -> str:
    words = ngettext(
        "Eine gespeicherte Suche", "%(number)s gespeicherte Suchen", number
    )
    return words % {"number": number}


def in_what_is_followed(
    request: VisitorRequest, wishes: Wishes
) -> dict[str, Any] | None:
    found = with_paces(request.visitor.account, wishes)
    return {"searches": found} if found else None


def in_account_menu(request: HttpRequest | None) -> dict[str, Any]:  # noqa: ARG001 -- the slot's signature
    return {
        "url": reverse("ideas:search-list"),
        "label": _("Meine Suchen"),
        "icon": "search",
    }
