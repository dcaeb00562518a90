"""What people take away on paper: a receipt, and the form to fill in by hand."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from commons.accounts.enums import Language
from commons.accounts.http import HttpRequest
from commons.requests import public
from participation.ideas import papers, rules
from participation.ideas.forms.entering import CodeOnPaperForm
from participation.ideas.models import Idea
from participation.ideas.queries.entries import entry_of
from participation.ideas.services import entering


def receipt_page(request: HttpRequest, idea: Idea, code: str) -> HttpResponse:
    """Shown in answer to a POST alone: the code is on it, and nowhere else."""
    entry = entry_of(idea.number)
    context = {
        "entry": entry,
        "idea": idea,
        "receipt": papers.receipt(idea, code),
        "code": code,
        "form": CodeOnPaperForm(initial={"code": code}),
        "today": entering.entered_today(request.visitor.account),
    }
    return render(request, "ideas/entry_receipt.html", context)


@never_cache
@require_POST
def entry_receipt(request: HttpRequest, number: str) -> HttpResponse:
    """The receipt as PDF, with the code that the page has just shown."""
    entry = entry_of(number)
    if entry is None or not rules.can_see_entry(request.visitor, entry):
        raise Http404
    form = CodeOnPaperForm(request.POST)
    code = form.cleaned_data["code"] if form.is_valid() else ""
    if code and not entering.fits(entry.idea, code):
        raise Http404
    name = f"quittung-{entry.idea.number}.pdf"
    return pdf_response(papers.receipt_pdf(entry.idea, code), name)


@public
@require_safe
def paper_form(request: HttpRequest) -> HttpResponse:
    """The form of an idea to print and fill in by hand; the same for everybody."""
    asked = request.GET.get("sprache") or get_language() or Language.GERMAN
    language = asked if asked in Language.values else Language.GERMAN
    response = pdf_response(papers.paper_form_pdf(language), f"idee-{language}.pdf")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response


def pdf_response(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    header = content_disposition_header(as_attachment=False, filename=name)
    response.headers["Content-Disposition"] = header or "inline"
    return response
