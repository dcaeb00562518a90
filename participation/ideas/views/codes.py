"""Entering the code that was mailed: it proves the address and hands the idea in."""

from uuid import UUID

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from commons import guard
from commons.accounts.http import HttpRequest
from commons.accounts.models import User
from commons.errors import RuleViolation
from commons.requests import public
from neighbourhood.pages.queries import contact_for
from participation.ideas.forms import CodeForm, KeyForm
from participation.ideas.models import Idea, SubmitCode
from participation.ideas.services import codes, drafting, identity
from participation.ideas.services.codes import Answer
from participation.ideas.views.pages import STEPS
from participation.ideas.views.sending import (
    CODE_RATE,
    Ready,
    back_to_form,
    ready,
)

# A school behind one address: 300 pupils and some slips. A code has a million forms and
# ends after five wrong ones, so a network guesses one in 2,500 hours.
TRY_RATE = "400/h"
REFUSALS: dict[Answer, str | Promise] = {
    Answer.WRONG: gettext_lazy(
        "Dieser Code stimmt nicht. Bitte geben Sie die sechs Ziffern aus der letzten "
        "Mail ein."
    ),
    Answer.EXPIRED: gettext_lazy(
        "Dieser Code gilt nicht mehr. Lassen Sie sich bitte einen neuen schicken."
    ),
    Answer.SPENT: gettext_lazy(
        "Der Code war fünfmal falsch und gilt nicht mehr. Lassen Sie sich bitte einen "
        "neuen schicken."
    ),
    Answer.UNKNOWN: gettext_lazy(
        "Für diesen Entwurf gibt es keinen Code. Lassen Sie sich bitte einen schicken."
    ),
}


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_code(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _entered(request, CodeForm(request.POST))
    found = ready(request)
    code = codes.newest(found.key) if found else None
    if found is None or code is None or request.visitor.is_signed_in:
        return redirect("ideas:idea-send")
    return _page(request, CodeForm(initial={"key": found.key}), code)


@public
@require_POST
def idea_code_resend(request: HttpRequest) -> HttpResponse:
    form = KeyForm(request.POST)
    found = ready(request, form.cleaned_data["key"]) if form.is_valid() else None
    code = codes.newest(found.key) if found else None
    if found is None or code is None:
        return redirect("ideas:idea-send")
    try:
        guard.limit(request, "idea-code", CODE_RATE)
        codes.send(
            draft_id=found.key, address=code.address, display_name=code.display_name
        )
    except RuleViolation as violation:
        messages.error(request, str(violation.message))
    else:
        messages.success(request, _("Der neue Code ist unterwegs."))
    return redirect("ideas:idea-code")


def _entered(request: HttpRequest, form: CodeForm) -> HttpResponse:
    key = _key_of(form)
    found = ready(request, key) if key else None
    done = Idea.objects.filter(draft_id=key).first() if key else None
    if key is None or (found is None and done is None):
        return back_to_form(request)
    code = codes.newest(key)
    if not form.is_valid():
        return _page(request, form, code)
    try:
        guard.limit(request, "idea-code-try", TRY_RATE, per=guard.Per.NETWORK)
        answer, code = codes.check(draft_id=key, typed=form.cleaned_data["code"])
        if answer is Answer.RIGHT and code is not None:
            user = identity.account_for(code.address, display_name=code.display_name)
            return _signed_in(request, user, code, found)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    else:
        form.add_error("code", str(REFUSALS[answer]))
    return _page(request, form, code)


def _key_of(form: CodeForm) -> UUID | None:
    form.full_clean()
    return form.cleaned_data.get("key")


def _signed_in(
    request: HttpRequest, user: User, code: SubmitCode, found: Ready | None
) -> HttpResponse:
    """Hand in and sign in; with a second factor the draft waits for it."""
    if identity.needs_second_step(user):
        messages.info(
            request,
            _(
                "Ihr Konto hat einen zweiten Faktor. Bestätigen Sie ihn bitte, dann "
                "reichen Sie die Idee ein."
            ),
        )
        target = reverse("ideas:idea-send")
    else:
        target = _handed_in(user, code, found)
    record_authentication(request, user, method="code", email=code.address)
    response: HttpResponse = perform_login(
        request, user, redirect_url=target, email=code.address
    )
    return response


def _handed_in(user: User, code: SubmitCode, found: Ready | None) -> str:
    """The address of the page that says thanks."""
    idea = Idea.objects.filter(draft_id=code.draft_id).first()
    if found is not None:
        idea = drafting.submit(
            found.draft, found.content, key=code.draft_id, author=user
        )
    if idea is None or idea.author_id != user.pk:
        return reverse("ideas:idea-mine")
    return reverse("ideas:idea-submitted", args=[idea.number])


def _page(
    request: HttpRequest, form: CodeForm, code: SubmitCode | None
) -> HttpResponse:
    found = ready(request)
    if found is None or code is None:
        return redirect("ideas:idea-send")
    context = {
        "form": form,
        "code": code,
        "contact": contact_for(found.content.place.region),
        "steps": STEPS,
    }
    status = 422 if form.is_bound else 200
    return render(request, "ideas/idea_code.html", context, status=status)
