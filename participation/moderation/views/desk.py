"""The queue, and what somebody does with it as a whole."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons import kinds
from commons.accounts.http import HttpRequest
from commons.accounts.visitors import Visitor
from commons.requests import number_asked
from participation.moderation import rules, services
from participation.moderation.forms.filters import SaveFilterForm, chips_of
from participation.moderation.forms.queue import NewsForm, QueueForm, SearchForm
from participation.moderation.models import QueueItem
from participation.moderation.queries import (
    complaints,
    finding,
    queue as queries,
    skipping,
)
from participation.moderation.queries.figures import figures
from participation.moderation.queries.filters import filters_of
from participation.moderation.queries.wishes import EVERYTHING, Wish


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    visitor = desk_visitor(request)
    search = SearchForm(request.GET)
    written = search.cleaned_data["q"] if search.is_valid() else ""
    target = finding.find(visitor, written) if written else None
    if target is not None:
        return redirect(address_of(target))
    kept = filters_of(visitor.account)
    # An address that says nothing opens with what somebody keeps.
    form = QueueForm(request.GET or QueryDict(kept.opens_with), visitor=visitor)
    context = {
        **_shown(visitor, form),
        "page": queries.listed(visitor, form.wish),
        "kept": kept,
        "save_form": SaveFilterForm(),
        "is_number": bool(written) and finding.looks_like_a_number(written),
        "complaint_count": complaints.open_count(visitor),
        "newest_id": queries.newest_id(visitor),
    }
    page, wish = context["page"], form.wish
    context["next_query"] = wish.query(cursor=page.next_cursor)
    context["again_in"] = queries.seconds_until_a_claim_ends(page.items)
    return render(request, "moderation/queue.html", context)


@require_safe
def queue_news(request: HttpRequest) -> HttpResponse:
    """What a live desk asks for: new items, how the shown ones stand, new counts."""
    visitor = desk_visitor(request)
    news = NewsForm(request.GET)
    if not news.is_valid():
        return HttpResponseBadRequest()
    form = QueueForm(request.GET, visitor=visitor)
    since = news.cleaned_data["seit"]
    standings = queries.standings(visitor, news.drawn)
    shown = [each.item for each in standings if each.item]
    context = {
        **_shown(visitor, form),
        "standings": standings,
        "count": queries.new_since(visitor, form.wish, since),
        "new_query": form.wish.query(cursor="", since=since),
        "again_in": queries.seconds_until_a_claim_ends(shown),
    }
    return render(request, "moderation/_news.html", context)


@require_POST
def claim_next(request: HttpRequest) -> HttpResponse:
    """Claim the oldest free item of the filters in the address, and open it."""
    visitor = desk_visitor(request)
    return redirect(next_address(request, visitor))


def next_address(
    request: HttpRequest, visitor: Visitor, *, skipped: int | None = None
) -> str:
    """Where to go on: the next item, claimed, or the queue if nothing waits.

    What was skipped on the way is left behind, also after the next decision.
    """
    wish = wish_of(request, visitor)
    behind = skipped or number_asked(request, skipping.PARAMETER)
    rows = skipping.behind(queries.narrowed(visitor, wish), behind)
    following = services.claim_next(rows, by=visitor.user) if visitor.user else None
    if following is None:
        messages.info(request, _("Hier wartet gerade nichts, was frei ist."))
    where = following.get_absolute_url() if following else reverse("moderation:queue")
    query = wish.address(cursor="") if request.GET else ""
    if behind and following:
        query = f"{query or EVERYTHING}&{skipping.PARAMETER}={behind}"
    return f"{where}?{query}" if query else where


def desk_visitor(request: HttpRequest) -> Visitor:
    visitor: Visitor = request.visitor
    if not rules.can_see_desk(visitor):
        raise PermissionDenied
    return visitor


def desk_trail() -> list[tuple[str, str]]:
    return [(_("Prüfung"), reverse("moderation:queue"))]


def require_moderator(visitor: Visitor, contribution: Any) -> None:
    """Who wrote it sees that it is there, and may not decide."""
    if not rules.can_moderate(visitor, contribution):
        raise PermissionDenied


def wish_of(request: HttpRequest, visitor: Visitor) -> Wish:
    """The filter that the address names."""
    return QueueForm(request.GET, visitor=visitor).wish


def _shown(visitor: Visitor, form: QueueForm) -> dict[str, Any]:
    """The filters with their counts, on the page and in its live part alike."""
    wish, chips = form.wish, chips_of(form, form.wish)
    found = figures(visitor, wish, form.region_ids)
    form.count(found)
    return {
        "form": form,
        "chips": chips,
        "wish": wish,
        "figures": found,
        "here": wish.address(),
    }


def address_of(target: Model) -> str:
    """The desk's page of an item or of a contribution that has none open."""
    if isinstance(target, QueueItem) and target.is_open:
        return target.get_absolute_url()
    kind, pk = (
        (target.kind, target.target_id)
        if isinstance(target, QueueItem)
        else (kinds.of(target).key, target.pk)
    )
    return reverse("moderation:contribution", args=[kind, pk])
