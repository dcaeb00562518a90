"""The department's way into a bundle: by the link of its mail, or signed in."""

from dataclasses import dataclass

from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from commons.files.views import answer_with
from commons.links import services as links
from commons.links.models import SignedLink
from commons.links.views import link_page
from commons.requests import public
from neighbourhood.departments.clerks import coming_in
from neighbourhood.pages.queries import contact_for
from participation.bundles import rules, workflow
from participation.bundles.models import Bundle
from participation.bundles.queries import bundles, opening as queries
from participation.bundles.services import opening
from participation.referrals import workflow as referral_workflow
from participation.referrals.models import Referral


@dataclass(frozen=True)
class Opened:
    """A bundle that the visitor may answer, its rows, and how they came to it."""

    bundle: Bundle
    rows: list[Referral]
    link: SignedLink | None


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_show(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the mail's link leads: a page that says nothing, then the bundle."""
    return link_page(
        request, token, purpose=rules.LINK_PURPOSE, destination=opening.opened
    )


@public
@never_cache
@require_safe
def bundle_show(request: HttpRequest, pk: int) -> HttpResponseBase:
    """All rows with their state; each leads to its case."""
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    bundle = opened.bundle
    waiting = [
        row for row in opened.rows if row.state in referral_workflow.WITH_DEPARTMENT
    ]
    context = {
        "bundle": bundle,
        "rows": opened.rows,
        "waiting": waiting,
        "may_read_paper": bundle.dossier_id is not None
        and queries.may_be_handed_out_whole(bundle),
        "is_on_link": opened.link is not None,
        "contact": contact_for(None),
        "today": berlin_today(),
    }
    return render(request, "bundles/bundle_show.html", context)


@public
@never_cache
@require_safe
def bundle_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    paper = opened.bundle.dossier
    if paper is None or not queries.may_be_handed_out_whole(opened.bundle):
        raise Http404
    return answer_with(request, paper)


@public
@never_cache
@require_POST
def row_open(request: HttpRequest, pk: int, referral: int) -> HttpResponseBase:
    """From the bundle to one of its cases, with the case's own key."""
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    row = next((row for row in opened.rows if row.pk == referral), None)
    if row is None:
        raise Http404
    has_key = row.link is not None and links.is_valid(row.link)
    if opened.link is not None and row.link is not None and has_key:
        links.open_link(request, row.link)
    return redirect("referrals:case-show", row.pk)


def open_bundle(request: HttpRequest, pk: int) -> Opened | HttpResponseBase:
    """The bundle, or where somebody goes who has no right to it."""
    clerk = coming_in(request, rules.DOOR, pk)
    if isinstance(clerk, HttpResponseBase):
        return clerk
    bundle = bundles.with_everything().filter(pk=pk).first()
    if bundle is None or not rules.can_answer_for_department(clerk, bundle):
        raise Http404
    if bundle.state not in workflow.WITH_DEPARTMENT:
        raise Http404
    link = clerk.by_name(bundle.department_id).link
    return Opened(bundle, queries.rows_for_department(bundle), link)
