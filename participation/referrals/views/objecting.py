"""The Amt's side of "Answer once": it is told, owes nothing, and may object."""

from dataclasses import dataclass

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
from participation.referrals.forms.reusing import ObjectionForm
from participation.referrals.models import Reuse
from participation.referrals.queries.reusing import with_everything
from participation.referrals.services import objecting


@dataclass(frozen=True)
class Opened:
    """One reused answer that the visitor may speak about, and how they came to it."""

    reuse: Reuse
    clerk: Clerk


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reuse_link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the mail's link leads: a page that says nothing, then what it is about."""
    return link_page(
        request, token, purpose=rules.REUSE_PURPOSE, destination=objecting.opened
    )


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps_draft("reuse-objection", gettext_lazy("Widerspruch eines Amtes"), ObjectionForm)
def reuse_case(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Somebody without an account comes by the link of a mail, a member signs in."""
    opened = _open(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    form = ObjectionForm(posted(request))
    if form.is_valid() and _objected(opened, form):
        return redirect("referrals:reuse-case", pk)
    reuse = opened.reuse
    context = {
        "reuse": reuse,
        "idea": reuse.idea,
        "source": reuse.answer.source,
        "form": form,
        "contact": contact_for(reuse.idea.region),
        "is_on_link": opened.clerk.link is not None,
    }
    status = 422 if form.errors else 200
    return render(request, "referrals/reuse_case.html", context, status=status)


def _open(request: HttpRequest, pk: int) -> Opened | HttpResponseBase:
    clerk = coming_in(request, rules.REUSE_DOOR, pk)
    if isinstance(clerk, HttpResponseBase):
        return clerk
    reuse = with_everything().filter(pk=pk).first()
    if reuse is None or not rules.can_object(clerk, reuse):
        raise Http404
    return Opened(reuse, clerk)


def _objected(opened: Opened, form: ObjectionForm) -> bool:
    text = form.cleaned_data["text"]
    try:
        objecting.object_to(opened.reuse, text=text, **opened.clerk.actor)
    except RuleViolation as violation:
        form.add_error(None, str(violation.message))
    return form.is_valid()
