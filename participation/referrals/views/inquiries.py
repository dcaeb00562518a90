"""The Amt's side of a promise: one question, answered with a link or an account."""

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from commons.accounts.http import HttpRequest, posted
from commons.drafts.keeping import keeps_draft
from commons.errors import RuleViolation
from commons.links.views import link_page
from commons.requests import public
from neighbourhood.departments.clerks import Clerk, coming_in
from neighbourhood.pages.queries import contact_for
from participation.referrals import rules
from participation.referrals.forms.promises import InquiryForm
from participation.referrals.models import PromiseInquiry
from participation.referrals.services import inquiries

RELATED = (
    "promise__idea__region",
    "promise__idea__topic",
    "promise__answer",
    "referral__department",
    "statement",
)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the mail's link leads: a page that says nothing, then what it is about."""
    return link_page(
        request,
        token,
        purpose=rules.PROMISE_DOOR.purpose,
        destination=inquiries.opened,
    )


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("promise-reply", gettext_lazy("Stand einer Zusage"), InquiryForm)
def inquiry_case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody without an account comes by the link of a mail, a member signs in."""
    clerk = coming_in(request, rules.PROMISE_DOOR, pk)
    if isinstance(clerk, HttpResponseBase):
        return clerk
    inquiry = PromiseInquiry.objects.select_related(*RELATED).filter(pk=pk).first()
    if inquiry is None or not rules.can_speak_of_promise(clerk, inquiry):
        raise Http404
    form = InquiryForm(posted(request))
    if form.is_valid() and _replied(inquiry, clerk, form):
        return redirect("referrals:inquiry-case", pk)
    idea = inquiry.promise.idea
    context = {
        "inquiry": inquiry,
        "idea": idea,
        "form": form,
        "contact": contact_for(idea.region),
        "is_on_link": clerk.link is not None,
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/inquiry_case.html", context, status=status)


def _replied(inquiry: PromiseInquiry, clerk: Clerk, form: InquiryForm) -> bool:
    try:
        inquiries.reply(inquiry, form.said, done_on=form.happened_on, **clerk.actor)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()
