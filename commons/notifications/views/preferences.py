"""Which mails somebody wants, and when: in the account, or by the link in a mail.

The link shows and changes wishes about mail alone: no name, nothing that is followed.
"""

from dataclasses import dataclass

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.errors import RuleViolation
from commons.notifications import saying, unsubscribing
from commons.notifications.forms import UndoForm, WishesForm
from commons.notifications.queries import preferences as queries
from commons.notifications.services import preferences as services
from commons.requests import public, secretive

CHANGED, BACK, PREVIEW = "vorher", "zurueck", "vorschau"
RATE = "30/h"  # changes by one link
TOO_MANY = 429


@dataclass(frozen=True)
class Door:
    """Through which somebody came to the page of their wishes."""

    person: User
    visitor: Visitor
    here: str
    undo_url: str
    is_link: bool = False


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    return _page(request, _own_door(request))


@require_POST
def preferences_undo(request: HttpRequest) -> HttpResponse:
    return _undo(request, _own_door(request))


# The token is the authority: it works without cookies, so nobody's browser can be made
# to send it who does not hold it.
@csrf_exempt
@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences_link(request: HttpRequest, token: str) -> HttpResponse:
    return secretive(_page(request, _link_door(token)))


@csrf_exempt
@public
@require_POST
def preferences_link_undo(request: HttpRequest, token: str) -> HttpResponse:
    return _undo(request, _link_door(token))


def _own_door(request: HttpRequest) -> Door:
    return Door(
        person=request.visitor.account,
        visitor=request.visitor,
        here=reverse("notifications:preferences"),
        undo_url=reverse("notifications:preferences-undo"),
    )


def _link_door(token: str) -> Door:
    person = unsubscribing.person_of(token)
    if person is None:
        raise Http404
    return Door(
        person=person,
        visitor=Visitor(user=person),
        here=reverse("notifications:preferences-link", args=[token]),
        undo_url=reverse("notifications:preferences-link-undo", args=[token]),
        is_link=True,
    )


def _page(request: HttpRequest, door: Door) -> HttpResponse:
    if PREVIEW in request.GET:
        form = _form(door, request.GET)
        return render(request, "notifications/_sentence.html", _said(door, form))
    form = _form(door, posted(request))
    status = 200
    if request.method == "POST":
        try:
            if address := _saved(request, door, form):
                return redirect(address)
            status = 422
        except guard.TooManyAttempts as violation:
            form.add_error(None, str(violation))
            status = TOO_MANY
    context = {
        "door": door,
        "form": form,
        "before": request.GET.get(CHANGED, ""),
        "is_back": BACK in request.GET,
        **_said(door, form),
    }
    return render(request, "notifications/preferences.html", context, status=status)


def _form(door: Door, content: QueryDict | None) -> WishesForm:
    wishes, subjects = queries.wishes_for(door.person, door.visitor)
    return WishesForm(content, subjects=subjects, wishes=wishes)


def _said(door: Door, form: WishesForm) -> dict[str, str]:
    """What is chosen in words; what holds, while the choice is not whole."""
    wishes = form.chosen() if form.is_valid() else form.wishes
    paces = queries.paces_in_use(door.person, wishes, form.subjects)
    return {"sentence": saying.sentence_of(wishes, paces, timezone.now())}


def _saved(request: HttpRequest, door: Door, form: WishesForm) -> str:
    """Where to go once it is saved; empty if the form is not right."""
    if not form.is_valid():
        return ""
    _require_patience(request, door)
    before = services.choose(door.person, form.chosen())
    token = unsubscribing.before_token(door.person, before)
    return f"{door.here}?{urlencode({CHANGED: token})}"


def _undo(request: HttpRequest, door: Door) -> HttpResponse:
    form = UndoForm(request.POST)
    before = form.is_valid() and unsubscribing.before_of(
        door.person, form.cleaned_data["before"]
    )
    if not before:
        return redirect(door.here)
    try:
        _require_patience(request, door)
    except RuleViolation:
        return redirect(door.here)
    services.choose(door.person, before)
    return redirect(f"{door.here}?{BACK}=1")


def _require_patience(request: HttpRequest, door: Door) -> None:
    if door.is_link:
        whose = str(door.person.pk)
        guard.limit(request, "wishes", RATE, per=guard.Per.SUBJECT, subject=whose)
