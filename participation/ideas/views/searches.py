"""Keeping a search, and looking after those one keeps."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.errors import RuleViolation
from commons.notifications.forms import PaceForm
from commons.requests import public
from participation.ideas import wording
from participation.ideas.filters import IdeaFilterForm
from participation.ideas.forms.searches import PauseForm, SearchForm, initial_of
from participation.ideas.models import SavedSearch
from participation.ideas.queries.searches import choices_for, hearing_of, searches_of
from participation.ideas.queries.wishes import Wish
from participation.ideas.services import searches

LIST = "ideas:search-list"
FROM_LIST = "verfolgt"  # in an address: the button stands on "Was ich verfolge"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search_create(request: HttpRequest) -> HttpResponse:
    """Keep the filter of the address; it is the draft that survives a sign-in."""
    wish = IdeaFilterForm(request.GET).wish()
    if not request.visitor.is_signed_in:
        if request.method == "POST":
            return redirect(_sign_in(wish))
        return _offer(request, wish, None)
    form = SearchForm(
        posted(request),
        initial=initial_of(wording.in_words(wish)),
        choices=choices_for(request.visitor.account),
    )
    if form.is_valid():
        try:
            searches.save(wish, by=request.visitor.account, **form.cleaned_data)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(
                request, _("Gespeichert. Wir sagen Bescheid, sobald etwas Neues kommt.")
            )
            return redirect(LIST)
    return _offer(request, wish, form)


@require_safe
@never_cache
def search_list(request: HttpRequest) -> HttpResponse:
    context = {"watched": searches_of(request.visitor.account)}
    return render(request, "ideas/search_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def search_edit(request: HttpRequest, pk: int) -> HttpResponse:
    search = _own(request, pk)
    form = SearchForm(
        posted(request),
        initial=initial_of(search.name, pace=search.wished_pace),
        choices=choices_for(request.visitor.account),
    )
    if form.is_valid():
        searches.change(search, **form.cleaned_data)
        return redirect(LIST)
    context = {"form": form, "search": search}
    status = 422 if form.is_bound else 200
    return render(request, "ideas/search_edit.html", context, status=status)


@require_POST
def search_open(request: HttpRequest, pk: int) -> HttpResponse:
    """To the list with this filter; what came until now counts as seen."""
    search = _own(request, pk)
    searches.mark_seen(search)
    return redirect(f"{reverse('ideas:idea-list')}?{search.query}")


@require_POST
def search_pause(request: HttpRequest, pk: int) -> HttpResponse:
    form = PauseForm(request.POST)
    is_paused = form.is_valid() and form.cleaned_data["is_paused"]
    searches.pause(_own(request, pk), is_paused=is_paused)
    return redirect("notifications:followed" if FROM_LIST in request.GET else LIST)


@require_POST
def search_pace(request: HttpRequest, pk: int) -> HttpResponse:
    """From "Was ich verfolge"; with htmx the choice alone comes back."""
    search, form = _own(request, pk), PaceForm(request.POST)
    if form.is_asked:
        searches.set_pace(search, form.pace)
    if not request.htmx:
        return redirect("notifications:followed")
    context = {
        "hearing": hearing_of(search),
        "name": search.name,
        "action": request.path,
        "is_saved": form.is_asked,
    }
    return render(request, "notifications/_followed_hearing.html", context)


@require_POST
def search_delete(request: HttpRequest, pk: int) -> HttpResponse:
    searches.delete(_own(request, pk))
    messages.success(request, _("Die Suche ist gelöscht."))
    return redirect(LIST)


def _own(request: HttpRequest, pk: int) -> SavedSearch:
    return get_object_or_404(SavedSearch, pk=pk, user=request.visitor.account)


def _offer(request: HttpRequest, wish: Wish, form: SearchForm | None) -> HttpResponse:
    query = wish.filter_query()
    context = {
        "form": form,
        "wish": wish,
        "name": wording.in_words(wish),
        "back_url": f"{reverse('ideas:idea-list')}?{query}",
        "feed_url": f"{reverse('ideas:idea-feed')}?{query}",
        "login_url": _sign_in(wish),
    }
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "ideas/search_create.html", context, status=status)


def _sign_in(wish: Wish) -> str:
    here = f"{reverse('ideas:search-create')}?{wish.filter_query()}"
    return f"{reverse('account_login')}?{urlencode({'next': here})}"
