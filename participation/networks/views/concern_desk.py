"""Concerns at the SPK: all of them, bringing one into a round, answering at once."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import number_asked
from participation.networks import concern_rules
from participation.networks.forms.concerns import AnswerForm, BringForm
from participation.networks.models import Concern
from participation.networks.queries import concerns as queries
from participation.networks.services import concerns
from participation.networks.views.access import BEFORE, earlier
from participation.networks.views.concerns import found

VIEWS = {
    "offen": gettext_lazy("Warten auf uns"),
    "runde": gettext_lazy("In einer Runde"),
    "beendet": gettext_lazy("Beendet"),
}


@require_safe
def concern_desk(request: HttpRequest) -> HttpResponse:
    if not concern_rules.can_see_concerns(request.visitor):
        raise PermissionDenied
    view = request.GET.get("ansicht", "")
    view = view if view in VIEWS else "offen"
    before = number_asked(request, BEFORE)
    page = queries.at_desk(request.visitor, view, before=before)
    here = reverse("networks:concern-desk")
    tabs = [(name, f"{here}?ansicht={key}", key == view) for key, name in VIEWS.items()]
    context = {
        "page": page,
        "tabs": tabs,
        "next_url": earlier(here, page.before, ansicht=view),
    }
    return render(request, "networks/concern_desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "network-concern-bring", gettext_lazy("Runde zu einem Anliegen"), BringForm
)
def concern_bring(request: HttpRequest, pk: int) -> HttpResponse:
    concern = _brought(request, pk)
    initial = {"question": _("Was sagt Ihr Amt zu diesem Anliegen?")}
    form = BringForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            row = concerns.bring(concern, form.agenda, by=request.visitor.account)
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Die Runde ist eröffnet, alle sind geladen."))
            return redirect(row)
    return _page(request, concern, form, "networks/concern_bring.html")


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft(
    "network-concern-answer", gettext_lazy("Antwort an ein Netzwerk"), AnswerForm
)
def concern_answer(request: HttpRequest, pk: int) -> HttpResponse:
    concern = _brought(request, pk)
    form = AnswerForm(posted(request))
    if form.is_valid():
        try:
            concerns.answer(
                concern, text=form.cleaned_data["text"], by=request.visitor.account
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Beantwortet. Das Netzwerk erfährt davon."))
            return redirect(concern)
    return _page(request, concern, form, "networks/concern_answer.html")


def _brought(request: HttpRequest, pk: int) -> Concern:
    concern = found(request, pk)
    if not concern_rules.can_bring(request.visitor, concern):
        raise PermissionDenied
    return concern


def _page(
    request: HttpRequest, concern: Concern, form: BringForm | AnswerForm, template: str
) -> HttpResponse:
    trail = [
        (_("Anliegen der Netzwerke"), reverse("networks:concern-desk")),
        (concern.title, concern.get_absolute_url()),
    ]
    context = {"concern": concern, "form": form, "trail": trail}
    status = 422 if form.errors else 200
    return render(request, template, context, status=status)
