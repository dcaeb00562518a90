"""The queue, and what somebody does with it as a whole."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons import kinds
from commons.accounts.http import HttpRequest
from commons.accounts.visitors import Visitor
from participation.moderation import desk, rules, services
from participation.moderation.forms.queue import NewsForm, NumberForm, QueueForm
from participation.moderation.models import QueueItem
from participation.moderation.queries import complaints, queue as queries
from participation.moderation.queries.queue import Wish


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    visitor = desk_visitor(request)
    number = NumberForm(request.GET)
    target = _find(visitor, number.cleaned_data["q"]) if number.is_valid() else None
    if target is not None:
        return redirect(address_of(target))
    found = queries.figures(visitor)
    form = QueueForm(request.GET, visitor=visitor, found=found)
    page = queries.listed(visitor, form.wish)
    context = {
        "form": form,
        "wish": form.wish,
        "page": page,
        "figures": found,
        "number": request.GET.get("q", ""),
        "complaint_count": complaints.open_count(visitor),
        "newest_id": queries.newest_id(visitor),
        "next_query": form.wish.query(cursor=page.next_cursor),
        "here": form.wish.query(),
    }
    return render(request, "moderation/queue.html", context)


@require_safe
def queue_news(request: HttpRequest) -> HttpResponse:
    """What a live desk asks for: how many items came since it was drawn."""
    visitor = desk_visitor(request)
    news = NewsForm(request.GET)
    if not news.is_valid():
        return HttpResponseBadRequest()
    wish = _wish(request, visitor)
    since = news.cleaned_data["seit"]
    context = {
        "count": queries.new_since(visitor, wish, since),
        "here": wish.query(cursor=""),
    }
    return render(request, "moderation/_news.html", context)


@require_POST
def claim_next(request: HttpRequest) -> HttpResponse:
    """Claim the oldest free item of the filters in the address, and open it."""
    visitor = desk_visitor(request)
    return redirect(next_address(request, visitor))


def next_address(request: HttpRequest, visitor: Visitor) -> str:
    """Where to go on: the next item, claimed, or the queue if nothing waits."""
    wish = _wish(request, visitor)
    rows = queries.narrowed(visitor, wish)
    following = services.claim_next(rows, by=visitor.user) if visitor.user else None
    if following is None:
        messages.info(request, _("Hier wartet gerade nichts, was frei ist."))
    where = following.get_absolute_url() if following else reverse("moderation:queue")
    query = wish.query(cursor="")
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


def _wish(request: HttpRequest, visitor: Visitor) -> Wish:
    found = queries.Figures()
    return QueueForm(request.GET, visitor=visitor, found=found).wish


def _find(visitor: Visitor, number: str) -> Model | None:
    """What bears a reference number: its item, or the contribution itself."""
    item = queries.by_number(visitor, number)
    if item is not None:
        return item
    for desk_kind in desk.all_kinds():
        contribution = desk_kind.by_number(number.strip())
        if contribution and rules.covers_region(visitor, contribution.region_id):
            return contribution  # type: ignore[no-any-return]
    return None


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
