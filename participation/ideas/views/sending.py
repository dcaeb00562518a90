"""Handing in: look once more, then signed in, by mailed code or without an address."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.requests import public
from neighbourhood.pages.queries import contact_for
from participation.ideas.forms import (
    AddressForm,
    IdeaForm,
    KeyForm,
    WithoutAddressForm,
)
from participation.ideas.models import Idea
from participation.ideas.queries.alike import Alike, alike, as_written
from participation.ideas.services import codes, drafting, pickup
from participation.ideas.services.submission import Content, Intake
from participation.ideas.views.guiding import notices_on_preview
from participation.ideas.views.pages import STEPS, pictures_in
from participation.moderation.queries.promises import first_look_at

CODE_RATE, OPEN_RATE = "20/h", "10/h"


@dataclass(frozen=True)
class Ready:
    """A draft that can be handed in as it is."""

    draft: Draft
    key: UUID
    content: Content


def ready(request: HttpRequest, key: UUID | None = None) -> Ready | None:
    """The visitor's draft if it is complete, and the one that the page showed."""
    draft = drafting.find(request.visitor)
    form = IdeaForm(draft.content) if draft else None
    if draft is None or form is None or not form.is_valid():
        return None
    own_key: UUID = form.cleaned_data["key"]
    if key not in {None, own_key}:
        return None
    return Ready(draft, own_key, form.content(pictures_in(draft)))


def back_to_form(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("Bitte sehen Sie Ihre Angaben noch einmal durch."))
    return redirect("ideas:idea-create")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_send(request: HttpRequest) -> HttpResponse:
    """The idea as others will see it; somebody signed in hands it in here."""
    if request.method == "POST" and request.visitor.is_signed_in:
        return _handed_in(request)
    found = ready(request)
    if found is None:
        return redirect("ideas:idea-create")
    return _page(request, found)


@public
@require_POST
def idea_send_mail(request: HttpRequest) -> HttpResponse:
    """Mail a code to the address; the idea goes in when it is entered."""
    form = AddressForm(request.POST, request=request)
    found = ready(request, _key_of(request))
    if found is None:
        return back_to_form(request)
    if form.is_valid():
        try:
            guard.limit(request, "idea-code", CODE_RATE)
            codes.send(
                draft_id=found.key,
                address=form.cleaned_data["email"],
                display_name=form.cleaned_data["display_name"],
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            return redirect("ideas:idea-code")
    return _page(request, found, address_form=form)


@public
@require_POST
@never_cache
def idea_send_open(request: HttpRequest) -> HttpResponse:
    """Hand in without an address; the answer shows the pick-up code, this once.

    A second click gets the same page: the code follows from the draft's key.
    """
    key = _key_of(request)
    # In this order: between the two questions another click may have handed it in.
    found = ready(request, key)
    if done := _without_author(key):
        return _receipt(request, done)
    if found is None:
        return back_to_form(request)
    form = WithoutAddressForm(request.POST, request=request)
    try:
        guard.limit(request, "idea-open", OPEN_RATE)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    if not form.is_valid():
        return _page(request, found, open_form=form)
    intake = Intake(claim_hash=pickup.hash_of(pickup.code_for(found.key)))
    idea = drafting.submit(
        found.draft, found.content, key=found.key, author=None, intake=intake
    )
    return _receipt(request, idea)


@require_safe
@never_cache
def idea_submitted(request: HttpRequest, number: str) -> HttpResponse:
    mine = Idea.objects.filter(author=request.visitor.user).select_related("region")
    idea = get_object_or_404(mine, number=number)
    return render(request, "ideas/idea_submitted.html", receipt_context(idea))


def receipt_context(idea: Idea) -> dict[str, Any]:
    return {
        "idea": idea,
        "first_look_on": first_look_at(idea),
        "contact": contact_for(idea.region),
        "steps": STEPS,
    }


def _handed_in(request: HttpRequest) -> HttpResponse:
    key, user = _key_of(request), request.visitor.account
    found, mine = ready(request, key), Idea.objects.filter(author=user)
    if key and (done := mine.filter(draft_id=key).first()):
        return redirect("ideas:idea-submitted", done.number)
    if found is None:
        return back_to_form(request)
    try:
        idea = drafting.submit(found.draft, found.content, key=found.key, author=user)
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
        return _page(request, found)
    return redirect("ideas:idea-submitted", idea.number)


def _key_of(request: HttpRequest) -> UUID | None:
    form = KeyForm(request.POST)
    return form.cleaned_data["key"] if form.is_valid() else None


def _without_author(key: UUID | None) -> Idea | None:
    mine = (
        Idea.objects.filter(draft_id=key, author=None) if key else Idea.objects.none()
    )
    return mine.filter(submission__claim_hash__isnull=False).first()


def _receipt(request: HttpRequest, idea: Idea) -> HttpResponse:
    context = receipt_context(idea) | {
        "code": pickup.code_for(idea.draft_id),
        "claim_url": request.build_absolute_uri(reverse("ideas:idea-claim")),
    }
    return render(request, "ideas/idea_pickup.html", context)


def _page(
    request: HttpRequest,
    found: Ready,
    *,
    address_form: AddressForm | None = None,
    open_form: WithoutAddressForm | None = None,
) -> HttpResponse:
    start, initial = reverse("ideas:idea-send"), {"key": found.key}
    context = {
        "content": found.content,
        "notices": notices_on_preview(found.content, found.draft),
        "alike": _alike(found.content),
        "contact": contact_for(found.content.place.region),
        "steps": STEPS,
        "send_form": KeyForm(initial=initial),
        "address_form": address_form or AddressForm(initial=initial, request=request),
        "open_form": open_form or WithoutAddressForm(initial=initial, request=request),
        "login_url": f"{reverse('account_login')}?{urlencode({'next': start})}",
    }
    status = 422 if address_form or open_form else 200
    return render(request, "ideas/idea_send.html", context, status=status)


def _alike(content: Content) -> list[Alike]:
    written = as_written(
        content.title, content.text, topic=content.topic, place=content.place
    )
    return alike(written)
