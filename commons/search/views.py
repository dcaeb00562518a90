from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.pagecache import cached_page
from commons.requests import public
from commons.search import registry, rules
from commons.search.forms import SearchForm, SynonymFileForm, SynonymForm
from commons.search.models import SynonymGroup
from commons.search.queries.results import results
from commons.search.queries.synonyms import groups_by_kind
from commons.search.services import GENERATION, synonyms, transfer
from commons.tables import TableError, csv_response

TITLE = gettext_lazy("Wörter der Suche")
require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@public
@require_safe
@cached_page(
    generations=lambda _request: [GENERATION, "regions"],
    parameters=("q", "art", "stadtteil", "ab"),
)
def search_show(request: HttpRequest) -> HttpResponse:
    """Everything that has these words; a number leads to its idea at once."""
    wish = SearchForm(request.GET).wish()
    url = registry.shortcut(wish.text, request.visitor) if wish.text else ""
    if url:
        return redirect(url)
    found = results(wish, request.visitor)
    context = {
        "wish": wish,
        "found": found,
        "everything_url": f"?{wish.query(source=None, area=None)}",
        "all_kinds_url": f"?{wish.query(source=None)}",
        "all_areas_url": f"?{wish.query(area=None)}",
        "next_url": (
            f"?{wish.query(cursor=found.next_cursor)}" if found.next_cursor else ""
        ),
        "first_url": f"?{wish.query()}" if wish.cursor else "",
    }
    return render(request, "search/search_show.html", context)


@require_safe
def synonym_list(request: HttpRequest) -> HttpResponse:
    _require_editor(request)
    context = {"kinds": groups_by_kind(), "file_form": SynonymFileForm()}
    return render(request, "search/synonym_list.html", context)


@require_get_or_post
@keeps_draft("synonym", TITLE, SynonymForm)
def synonym_create(request: HttpRequest) -> HttpResponse:
    return _synonym_form(request, SynonymGroup())


@require_get_or_post
@keeps_draft("synonym", TITLE, SynonymForm)
def synonym_edit(request: HttpRequest, pk: int) -> HttpResponse:
    _require_editor(request)
    return _synonym_form(request, get_object_or_404(SynonymGroup, pk=pk))


def _synonym_form(request: HttpRequest, group: SynonymGroup) -> HttpResponse:
    _require_editor(request)
    form = SynonymForm(posted(request), instance=group)
    if request.method == "POST" and form.is_valid():
        try:
            synonyms.save(form.save(commit=False), by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error("words", str(violation.message))
        else:
            messages.success(request, _("Gespeichert. Die Suche kennt die Wörter."))
            return redirect("search:synonym-list")
    trail = [(TITLE, reverse("search:synonym-list"))]
    context = {"form": form, "trail": trail}
    return render(request, "search/synonym_form.html", context)


@require_safe
def synonym_export(request: HttpRequest) -> HttpResponse:
    _require_editor(request)
    return csv_response("suchwoerter.csv", transfer.HEADER, transfer.rows())


@require_POST
def synonym_import(request: HttpRequest) -> HttpResponse:
    """Bring a table in; on a mistake in its form the list comes back with it."""
    _require_editor(request)
    form = SynonymFileForm(request.POST, request.FILES)
    report = None
    if form.is_valid():
        try:
            content = form.cleaned_data["file"]
            report = transfer.bring_in(content, by=request.visitor.account)
        except TableError as error:
            form.add_error("file", str(error))
    if report and not report.refused:
        messages.success(request, report.lines()[0])
        return redirect("search:synonym-list")
    context = {"kinds": groups_by_kind(), "file_form": form, "report": report}
    return render(request, "search/synonym_list.html", context)


def _require_editor(request: HttpRequest) -> None:
    if not rules.can_edit_synonyms(request.visitor):
        raise PermissionDenied
