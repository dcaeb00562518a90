"""Looking at a Rundbrief before it goes, letting it go, and what may be done then."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp, csp_update
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons import guard
from commons.accounts.http import HttpRequest, posted
from commons.delivery import renderers
from commons.delivery.models import Delivery
from commons.delivery.views.postbox import LINKS_LEAVE_THE_FRAME, MAIL_POLICY
from commons.drafts.keeping import keeps_draft, still_open
from commons.errors import RuleViolation
from commons.terms.queries import current
from neighbourhood.newsletters import rules
from neighbourhood.newsletters.forms.sending import CorrectionForm, ReleaseForm
from neighbourhood.newsletters.mailing import RENDERER
from neighbourhood.newsletters.models import Newsletter, NewsletterTerms
from neighbourhood.newsletters.queries import board, sending as queries
from neighbourhood.newsletters.queries.content import content_of
from neighbourhood.newsletters.services import correcting, releasing, sending
from neighbourhood.newsletters.views.access import DETAIL, do, found, trail

# Any number of tests, but no flood from a button that sticks.
TEST_RATE = "30/h"


@require_safe
def newsletter_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """As everybody will read it on the page."""
    newsletter = found(request, pk)
    context = {
        "newsletter": newsletter,
        "content": content_of(newsletter),
        "trail": trail(newsletter),
    }
    return render(request, "newsletters/newsletter_preview.html", context)


# django-csp types its decorators for views without arguments.
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # the stubs want plain lists
@require_safe
def newsletter_preview_mail(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = found(request, pk)
    context = {
        "newsletter": newsletter,
        "mail": _mail(request, newsletter),
        "trail": trail(newsletter),
    }
    return render(request, "newsletters/newsletter_preview_mail.html", context)


@csp(MAIL_POLICY)  # type: ignore[arg-type]  # the stubs want plain lists
@require_safe
@xframe_options_sameorigin
def newsletter_mail(request: HttpRequest, pk: int) -> HttpResponse:
    """The mail alone, for a frame that runs no script and knows no cookie."""
    html = _mail(request, found(request, pk)).html
    return HttpResponse(html.replace("<head>", f"<head>{LINKS_LEAVE_THE_FRAME}", 1))


@require_POST
def newsletter_test(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = found(request, pk)
    try:
        guard.limit(request, "newsletter.test", TEST_RATE)
    except guard.TooManyAttempts as error:
        messages.error(request, str(error.message))
        return redirect(DETAIL, pk)
    said = _("Die Probe ist unterwegs an Ihre Adresse.")
    do(request, releasing.send_test, newsletter, said)
    return redirect(DETAIL, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def newsletter_release(request: HttpRequest, pk: int) -> HttpResponse:
    """All that matters on one page, and the button; the POST lets it go."""
    newsletter = found(request, pk)
    if not newsletter.is_draft:
        return redirect(DETAIL, pk)
    initial = {"changes": newsletter.changes}
    form = ReleaseForm(posted(request), initial=initial)
    if form.is_valid() and _released(request, newsletter, form):
        return redirect(DETAIL, pk)
    if form.errors:
        # Whoever reads the refused page looks at it as it is now.
        form.data = {**request.POST.dict(), "changes": newsletter.changes}
    pieces = board.board_of(newsletter)
    terms = current(NewsletterTerms)
    context = {
        "newsletter": newsletter,
        "board": pieces,
        "stumbles": board.hard_to_read(newsletter, pieces),
        "subscribers": queries.subscribers(newsletter.region).count(),
        "may_release": rules.can_release(request.visitor, newsletter, terms),
        "form": form,
        "trail": trail(newsletter),
    }
    status = 422 if form.errors else 200
    return render(
        request, "newsletters/newsletter_release.html", context, status=status
    )


@require_POST
def newsletter_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("Zurückgenommen. Es ist wieder ein Entwurf.")
    do(request, releasing.take_back, found(request, pk), said)
    return redirect(DETAIL, pk)


@require_POST
def newsletter_stop(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("Angehalten. Es geht keine Mail mehr hinaus.")
    do(request, sending.stop, found(request, pk), said)
    return redirect(DETAIL, pk)


@require_POST
def newsletter_resume(request: HttpRequest, pk: int) -> HttpResponse:
    do(request, sending.resume, found(request, pk), _("Es geht weiter."))
    return redirect(DETAIL, pk)


@require_POST
def newsletter_leave(request: HttpRequest, pk: int) -> HttpResponse:
    said = _("Beendet. Wer ihn noch nicht hat, bekommt ihn nicht mehr.")
    do(request, sending.leave_at_that, found(request, pk), said)
    return redirect(DETAIL, pk)


@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("newsletter-correction", gettext_lazy("Berichtigung"), CorrectionForm)
def newsletter_correct(request: HttpRequest, pk: int) -> HttpResponse:
    newsletter = found(request, pk)
    if not newsletter.is_public:
        still_open(request)
        return redirect(DETAIL, pk)
    form = CorrectionForm(posted(request))
    if form.is_valid():
        try:
            correcting.correct(
                newsletter, **form.cleaned_data, by=request.visitor.account
            )
        except RuleViolation as violation:
            form.add_error(None, str(violation.message))
        else:
            messages.success(request, _("Die Berichtigung steht über dem Rundbrief."))
            return redirect(DETAIL, pk)
    context = {
        "newsletter": newsletter,
        "form": form,
        "readers": queries.who_got(newsletter).count(),
        "trail": trail(newsletter),
    }
    status = 422 if form.errors else 200
    return render(
        request, "newsletters/newsletter_correct.html", context, status=status
    )


def _mail(request: HttpRequest, newsletter: Newsletter) -> renderers.Rendered:
    """The real mail as a test of it would come; nothing is sent."""
    row = Delivery(
        renderer=RENDERER,
        params={"newsletter": newsletter.pk, "is_test": True},
        to_user=request.visitor.account,
    )
    return renderers.get(RENDERER)(row)


def _released(request: HttpRequest, newsletter: Newsletter, form: ReleaseForm) -> bool:
    terms = current(NewsletterTerms)
    if not rules.can_release(request.visitor, newsletter, terms):
        raise PermissionDenied
    values: dict[str, Any] = {
        "changes": form.cleaned_data["changes"],
        "planned_for": form.planned_for,
    }
    try:
        releasing.release(newsletter, by=request.visitor.account, **values)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
        return False
    messages.success(request, _("Freigegeben."))
    return True
