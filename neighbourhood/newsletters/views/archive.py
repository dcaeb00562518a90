"""Past Rundbriefe, open to everybody: lists, the issue as a page, its Aushang.

The pages are kept until a Rundbrief, or something that one shows, changes.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from commons.accounts.http import HttpRequest
from commons.pagecache import cached_page
from commons.requests import public
from neighbourhood.newsletters import notices, rules
from neighbourhood.newsletters.models import Newsletter
from neighbourhood.newsletters.queries import archive, subscriptions
from neighbourhood.newsletters.queries.archive import generations
from neighbourhood.newsletters.queries.content import content_of
from neighbourhood.regions.models import Region


def trail(region: Region | None = None) -> list[tuple[str, str]]:
    items = [(_("Rundbriefe"), reverse("newsletters:archive-list"))]
    if region is not None:
        url = reverse("newsletters:archive-region", args=[region.slug])
        items.append((region.name, url))
    return items


@public
@require_safe
@cached_page(generations=generations, parameters=())
def archive_list(request: HttpRequest) -> HttpResponse:
    context = {
        "issues": archive.newest(),
        "regions": Region.objects.order_by("number"),
        "may_compose": rules.can_see_desk(request.visitor),
    }
    return render(request, "newsletters/archive_list.html", context)


@public
@require_safe
@cached_page(generations=generations, parameters=())
def archive_region(request: HttpRequest, slug: str) -> HttpResponse:
    region = get_object_or_404(Region, slug=slug)
    context = {
        "trail": trail(),
        "region": region,
        "years": archive.by_year(archive.issues_of(region)),
        **_subscribing(request, region),
    }
    return render(request, "newsletters/archive_region.html", context)


@public
@require_safe
@cached_page(generations=generations, parameters=())
def archive_show(
    request: HttpRequest, slug: str, year: int, number: int
) -> HttpResponse:
    issue = _issue(slug, year, number)
    context = {
        "trail": trail(issue.region),
        "newsletter": issue,
        "content": content_of(issue),
        "neighbours": archive.neighbours_of(issue),
        "short_address": notices.short_address(issue),
        **_subscribing(request, issue.region),
    }
    return render(request, "newsletters/archive_show.html", context)


@public
@require_safe
@conditional_page
def archive_notice(
    request: HttpRequest,  # noqa: ARG001 -- a view
    slug: str,
    year: int,
    number: int,
) -> HttpResponse:
    """The issue as one sheet for the board; made when it is asked for."""
    issue = _issue(slug, year, number)
    response = HttpResponse(notices.pdf_of(issue), content_type="application/pdf")
    name = f"aushang-{slug}-{year}-{number}.pdf"
    header = content_disposition_header(as_attachment=False, filename=name)
    response.headers["Content-Disposition"] = header or "inline"
    response.headers["Cache-Control"] = "no-cache"
    return response


@public
@require_safe
def archive_short(request: HttpRequest, pk: int) -> HttpResponse:  # noqa: ARG001 -- a view
    """The address that somebody types from the board."""
    issue = archive.issue_by_id(pk)
    if issue is None:
        raise Http404
    return redirect(issue)


def _subscribing(request: HttpRequest, region: Region) -> dict[str, bool]:
    """What the box beside a Rundbrief offers: ordering it, or changing it."""
    user = request.visitor.user
    mine = subscriptions.subscription_of(user) if user else None
    return {
        "is_signed_in": user is not None,
        "is_subscribed": mine is not None and subscriptions.has_region(mine, region),
    }


def _issue(slug: str, year: int, number: int) -> Newsletter:
    issue = archive.issue(slug, year, number)
    if issue is None:
        raise Http404
    return issue
