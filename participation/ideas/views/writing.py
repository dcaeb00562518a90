"""Writing an idea: the form, its draft, its pictures. Open to everybody."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest
from commons.drafts import services as drafts
from commons.drafts.keeping import ensure_device, keeps_own_draft
from commons.drafts.models import Draft
from commons.errors import RuleViolation
from commons.requests import public
from participation.ideas.forms import IdeaForm, PlaceForm
from participation.ideas.services import drafting
from participation.ideas.views import guiding
from participation.ideas.views.pages import (
    form_context,
    pictures_in,
    posted_content,
)
from participation.ideas.views.pictures import pictures_handled

FORM_RATE, PLACE_RATE = "120/h", "600/h"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_own_draft("idea")
def idea_create(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        ensure_device(request)
        return _written(request)
    draft = drafting.find(request.visitor)
    return _page(request, IdeaForm(initial=_initial(draft)), draft)


@public
@require_safe
@never_cache
def idea_place(request: HttpRequest) -> HttpResponse:
    """In which Stadtteil the place lies, while somebody types or sets a pin."""
    form = PlaceForm(request.GET)
    try:
        guard.limit(request, "idea-place", PLACE_RATE)
    except RuleViolation:
        return HttpResponse()
    problem = "" if form.is_valid() else next(iter(form.errors.values()))[0]
    context = {"place": form.place, "problem": problem, "neighbour": form.neighbour}
    return render(request, "ideas/_idea_place_answer.html", context)


@public
@require_POST
def idea_discard(request: HttpRequest) -> HttpResponse:
    draft = drafting.find(request.visitor)
    if draft is not None:
        drafts.delete(draft)
        messages.success(request, _("Der Entwurf ist gelöscht."))
    return redirect("ideas:idea-create")


def _written(request: HttpRequest) -> HttpResponse:
    """Keep what was posted first, whatever comes of it then."""
    form = IdeaForm(request.POST)
    try:
        guard.limit(request, "idea-form", FORM_RATE, per=guard.Per.CROWD)
        draft = drafting.keep(request.visitor, posted_content(request))
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return _page(request, form, drafting.find(request.visitor))
    if handled := pictures_handled(request, draft, form):
        return handled
    if not form.is_valid():
        return _page(request, form, draft)
    if _wants_a_look(request):
        return redirect("ideas:idea-send")
    content = form.content(pictures_in(draft))
    key = form.cleaned_data["key"]
    try:
        idea = drafting.submit(draft, content, key=key, author=request.visitor.user)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return _page(request, form, draft)
    return redirect("ideas:idea-submitted", idea.number)


def _wants_a_look(request: HttpRequest) -> bool:
    """Whether the preview comes first; what it has to say takes one more click."""
    is_asked = not request.visitor.is_signed_in or "vorschau" in request.POST
    return is_asked or bool(guiding.unseen(request))


def _initial(draft: Draft | None) -> dict[str, object]:
    content = dict(draft.content) if draft else {}
    return content | {"key": content.get("key") or uuid.uuid4()}


def _page(request: HttpRequest, form: IdeaForm, draft: Draft | None) -> HttpResponse:
    context = form_context(form, draft, pictures_in(draft))
    # After a POST the words are on the page anyway: no need to tell of a draft.
    context["is_resumed"] = draft is not None and not form.is_bound
    status = 422 if form.is_bound else 200
    return render(request, "ideas/idea_create.html", context, status=status)
