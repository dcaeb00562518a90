"""The Amt's page of a bundle: all its rows, each answered or many the same."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from commons.drafts import services as drafts
from commons.drafts.keeping import keeps_draft
from commons.requests import public
from neighbourhood.pages.queries import contact_for
from participation.bundles.enums import RowWay
from participation.bundles.forms import answering_page as pages
from participation.bundles.forms.answering import Departments, SheetForm
from participation.bundles.forms.answering_page import (
    DRAFT,
    PAGE,
    AllForm,
    Line,
    PageForm,
    answer_options,
)
from participation.bundles.queries.colleagues import hand_overs_of
from participation.bundles.views.answering_release import to_release
from participation.bundles.views.answering_submit import preview
from participation.bundles.views.opening import OpenedBundle, frame, open_bundle
from participation.referrals import promises


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    DRAFT, gettext_lazy("Antworten auf ein Bündel"), PageForm, parameters=("seite",)
)
def bundle_show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All rows. A POST fills some in, or shows what would be sent."""
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    if request.method != "POST":
        return _page(opened, _kept_lines(opened), AllForm())
    page = opened.sections.open[_span(request)]
    words = pages.posted_words(request.POST)
    lines = pages.lines_of(page, words, pages.ticked_in(request.POST))
    if "fuellen" in request.POST:
        return _filled(opened, lines)
    checked = pages.checked(lines)
    if not checked:
        messages.warning(request, _("Noch ist keine Zeile ausgefüllt."))
        return _page(opened, lines, AllForm(request.POST), status=422)
    if not all(form.is_valid() for form in checked):
        return _page(opened, lines, AllForm(request.POST), status=422)
    return preview(opened, checked, way=RowWay.PAGE)


def _page(
    opened: OpenedBundle, lines: Sequence[Line], all_form: AllForm, *, status: int = 200
) -> HttpResponse:
    count = len(opened.sections.open)
    number = _page_number(opened.request)
    context = {
        **frame(opened),
        **to_release(opened),
        "lines": lines,
        "all_form": all_form,
        "has_errors": any(line.errors for line in lines),
        "sections": opened.sections,
        "options": answer_options(),
        "periods": _periods(),
        "departments": Departments().rows if lines else [],
        "sheet_form": SheetForm(),
        "page": number,
        "page_count": (count - 1) // PAGE + 1 if count else 1,
        "has_more": count > number * PAGE,
        "tick": pages.TICK,
        "contact": contact_for(None),
        "hand_overs": list(hand_overs_of(opened.bundle)),
    }
    template = "bundles/bundle_show.html"
    return render(opened.request, template, context, status=status)


def _kept_lines(opened: OpenedBundle) -> list[Line]:
    """Today's rows with what was kept of an earlier visit."""
    page = opened.sections.open[_span(opened.request)]
    target = pages.target_of(opened.bundle, _page_number(opened.request))
    draft = drafts.find(opened.request.visitor, DRAFT, target)
    return pages.lines_of(page, pages.draft_words(draft, page))


def _filled(opened: OpenedBundle, lines: list[Line]) -> HttpResponse:
    request = opened.request
    all_form = AllForm(request.POST)
    only_ticked = request.POST["fuellen"] == "angekreuzte"
    if not all_form.words["answer"]:
        messages.warning(request, _("Bitte wählen Sie, was daraus wird."))
        return _page(opened, lines, all_form, status=422)
    count = pages.fill_in(lines, all_form, only_ticked=only_ticked)
    if not count:
        messages.warning(request, _("Dafür ist keine Zeile angekreuzt oder frei."))
        return _page(opened, lines, all_form, status=422)
    message = _("%(count)s Zeilen sind ausgefüllt. Abgeschickt ist noch nichts.")
    messages.info(request, message % {"count": count})
    return _page(opened, lines, AllForm())


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("seite", "1")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < PAGE else 1


def _span(request: HttpRequest) -> slice:
    first = (_page_number(request) - 1) * PAGE
    return slice(first, first + PAGE)


def _periods() -> list[str]:
    today = berlin_today()
    known = promises.periods_from(today)
    words = [promises.in_words(kind, last) for _value, kind, last in known]
    return [word.removeprefix("im ") for word in words]
