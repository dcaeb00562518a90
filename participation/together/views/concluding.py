"""Done together: the SPK writes the answer that says so."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from participation.referrals.queries.answers import draft_of
from participation.together.enums import State
from participation.together.forms.undertakings import ConclusionForm
from participation.together.models import Undertaking
from participation.together.queries.undertakings import last_report
from participation.together.services import concluding
from participation.together.views.loading import looked_after, trail_of


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("together-answer", gettext_lazy("Antwort auf eine Idee"), ConclusionForm)
def undertaking_conclude(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft like every other comes of it; the next page is its preview."""
    row = looked_after(request, pk)
    if row.state != State.FINISHED:
        return redirect(row)
    form = ConclusionForm(posted(request), initial=_first_words(row))
    if form.is_valid() and _drafted(request, row, form):
        return redirect("referrals:answer-preview", row.idea.number)
    context = {
        "row": row,
        "idea": row.idea,
        "form": form,
        "draft": draft_of(row.idea),
        "trail": trail_of(row.idea),
    }
    status = 422 if form.errors else 200
    return render(request, "together/undertaking_conclude.html", context, status=status)


def _first_words(row: Undertaking) -> dict[str, str]:
    report = last_report(row)
    begin = _("Das ist geschafft, gemeinsam mit %(partner)s.") % {
        "partner": row.partner_name
    }
    text = f"{begin}\n\n{report.text}" if report is not None else begin
    return {"text": text, "joining": row.joining}


def _drafted(request: HttpRequest, row: Undertaking, form: ConclusionForm) -> bool:
    by = request.visitor.account
    try:
        concluding.draft_answer(row, form.conclusion, by=by)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Der Entwurf ist gespeichert. Bitte sehen Sie ihn an."))
    return True
