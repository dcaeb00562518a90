"""The person behind an idea is asked; where they can't be, the SPK goes on."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.requests import public
from neighbourhood.pages.queries import contact_for
from participation.ideas.views.claiming import SESSION_KEY
from participation.referrals.views.passing import home_of, own_idea
from participation.together.enums import Consent, State
from participation.together.forms.undertakings import ConsentForm
from participation.together.models import Undertaking
from participation.together.queries.undertakings import with_everything
from participation.together.services import consent as services
from participation.together.views.loading import looked_after

RATE = "30/h"


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("together-consent", gettext_lazy("Frage zu Ihrer Idee"), ConsentForm)
def consent(request: HttpRequest, pk: int) -> HttpResponseBase:
    """For the author, for whoever holds the code, and for the house that entered it."""
    if not request.visitor.is_signed_in and not request.session.get(SESSION_KEY):
        query = urlencode({"next": request.path})
        return redirect(f"{reverse('account_login')}?{query}")
    row = get_object_or_404(with_everything(), pk=pk)
    idea = own_idea(request, row.idea.number)
    if row.consent == Consent.OWN or not row.is_in_public:
        raise Http404
    form = ConsentForm(posted(request))
    if form.is_valid() and _answered(request, row, form):
        return redirect("together:consent", pk)
    context = {
        "row": row,
        "idea": idea,
        "form": form,
        "is_asked": row.state == State.ASKING,
        "contact": contact_for(idea.region),
        "back_url": home_of(request, idea),
    }
    status = 422 if form.errors else 200
    return render(request, "together/consent.html", context, status=status)


@require_POST
def consent_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked by other ways (`ja`), or waited long enough."""
    row = looked_after(request, pk)
    try:
        services.go_on_without(
            row,
            has_agreed=request.POST.get("zugestimmt") == "ja",
            by=request.visitor.account,
        )
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Vermerkt. Es geht weiter."))
    return redirect(row)


def _answered(request: HttpRequest, row: Undertaking, form: ConsentForm) -> bool:
    say = services.agree if form.says_yes else services.refuse
    try:
        guard.limit(request, "together-consent", RATE)
        say(row, words=form.cleaned_data["words"], by=request.visitor.user)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Danke für Ihre Antwort."))
    return True
