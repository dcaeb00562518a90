"""A year's report of a house or a network: on the page, as a Word file, as sheets."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.enums import Language
from commons.accounts.http import HttpRequest
from commons.docx import docx_response
from commons.requests import number_asked
from commons.tables import book_response
from participation.actors.models import Actor
from participation.actors.queries.choices import speakable_for
from participation.networks.models import Network
from participation.pool import fund_rules, report_papers
from participation.pool.forms.reports import HeadsForm
from participation.pool.queries import reports
from participation.pool.queries.reports import HOUSE, NETWORK, Report, Subject
from participation.pool.services import reports as services

YEAR = "jahr"
# Funders read it, whatever language the page is read in.
GERMAN = Language.GERMAN.value


@require_safe
def report_list(request: HttpRequest) -> HttpResponse:
    """Whose year the visitor may report on."""
    networks = Network.objects.coordinated_by(request.visitor)
    context = {
        "actors": speakable_for(request.visitor),
        "networks": networks.order_by("sort_key", "pk"),
    }
    return render(request, "pool/report_list.html", context)


@require_safe
def report_show(request: HttpRequest, side: str, pk: int) -> HttpResponse:
    report = _report(request, side, pk)
    return _page(request, report, HeadsForm(dates=report.dates), side)


@require_POST
def report_count(request: HttpRequest, side: str, pk: int) -> HttpResponse:
    """How many came, as somebody counted."""
    report = _report(request, side, pk)
    form = HeadsForm(request.POST, dates=report.dates)
    if not form.is_valid():
        return _page(request, report, form, side)
    services.count_heads(form.numbers, by=request.visitor.account)
    messages.success(request, _("Eingetragen."))
    here = reverse("pool:report-show", args=[side, pk])
    return redirect(f"{here}?{YEAR}={report.year}")


@require_safe
def report_docx(request: HttpRequest, side: str, pk: int) -> HttpResponse:
    report = _report(request, side, pk)
    name = report_papers.file_name(report, "docx")
    with translation.override(GERMAN):
        title = report_papers.title_of(report)
        return docx_response(name, title, report_papers.blocks_of(report))


@require_safe
def report_xlsx(request: HttpRequest, side: str, pk: int) -> HttpResponse:
    report = _report(request, side, pk)
    name = report_papers.file_name(report, "xlsx")
    with translation.override(GERMAN):
        return book_response(name, report_papers.sheets_of(report))


def _report(request: HttpRequest, side: str, pk: int) -> Report:
    subject = _subject(request, side, pk)
    if not fund_rules.can_report(request.visitor, subject):
        raise PermissionDenied
    year = number_asked(request, YEAR)
    known = reports.years()
    return reports.report_of(
        subject, year if year in known else known[0], request.visitor
    )


def _subject(request: HttpRequest, side: str, pk: int) -> Subject:
    """Not visible is 404: of a hidden network nobody learns that it is there."""
    found: Subject | None = None
    if side == HOUSE:
        found = Actor.objects.visible_to(request.visitor).filter(pk=pk).first()
    elif side == NETWORK:
        found = Network.objects.visible_to(request.visitor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, report: Report, form: HeadsForm, side: str
) -> HttpResponse:
    here = reverse("pool:report-show", args=[side, report.subject.pk])
    tabs = [
        (str(year), f"{here}?{YEAR}={year}", year == report.year)
        for year in reports.years()
    ]
    context = {
        "report": report,
        "title": report_papers.title_of(report),
        "figures": report_papers.figures_of(report),
        "form": form,
        "side": side,
        "tabs": tabs,
        "trail": [(_("Jahresberichte"), reverse("pool:report-list"))],
    }
    status = 422 if form.errors else 200
    return render(request, "pool/report_show.html", context, status=status)
