"""Coming in to a bundle: by the link of its mail, or as a member of its department."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commons.accounts.http import HttpRequest
from commons.clock import berlin_today
from commons.files.views import answer_with
from commons.links.models import SignedLink
from commons.links.views import link_page
from commons.requests import public
from neighbourhood.departments.clerks import Clerk, coming_in
from participation.bundles import rules
from participation.bundles.enums import BundleState
from participation.bundles.models import Bundle
from participation.bundles.queries import answering as queries
from participation.bundles.queries.opening import may_be_handed_out_whole
from participation.bundles.services import opening
from participation.referrals.models import Referral

# The department has it; while it is collected nobody there knows of it.
SHOWN = frozenset({BundleState.QUEUED, BundleState.SENT, BundleState.DONE})


@dataclass(frozen=True)
class OpenedBundle:
    """A bundle that the visitor may answer, and how they came to it."""

    request: HttpRequest
    bundle: Bundle
    link: SignedLink | None

    @property
    def actor(self) -> dict[str, Any]:
        return dict(Clerk(self.request.visitor, self.link).actor)

    @property
    def thing(self) -> str:
        """What a Geschäftszeichen belongs to, in the session."""
        return f"bundle-{self.bundle.pk}"

    @cached_property
    def rows(self) -> list[Referral]:
        return queries.rows_for_department(self.bundle)

    @cached_property
    def sections(self) -> queries.Sections:
        return queries.sections_of(self.rows)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link_show(request: HttpRequest, token: str) -> HttpResponseBase:
    """Where the mail's link leads: a page that says nothing, then the bundle."""
    purpose = rules.LINK_PURPOSE
    return link_page(
        request,
        token,
        purpose=purpose,
        destination=opening.opened,
        template="bundles/link_show.html",
    )


@public
@never_cache
@require_safe
def bundle_paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The common paper, while everybody may read all of the ideas in it."""
    opened = open_bundle(request, pk)
    if isinstance(opened, HttpResponseBase):
        return opened
    paper = opened.bundle.dossier
    if paper is None or not may_be_handed_out_whole(opened.bundle):
        raise Http404
    return answer_with(request, paper)


def open_bundle(request: HttpRequest, pk: int) -> OpenedBundle | HttpResponseBase:
    """The bundle, or where somebody goes who has no right to it."""
    clerk = coming_in(request, rules.DOOR, pk)
    if isinstance(clerk, HttpResponseBase):
        return clerk
    rows = Bundle.objects.select_related("department", "dossier")
    bundle = rows.filter(pk=pk, state__in=sorted(SHOWN)).first()
    if bundle is None or not rules.can_answer_for_department(clerk, bundle):
        raise Http404
    return OpenedBundle(request, bundle, clerk.by_name(bundle.department_id).link)


def frame(opened: OpenedBundle) -> dict[str, Any]:
    bundle = opened.bundle
    return {
        "bundle": bundle,
        "today": berlin_today(),
        "is_on_link": opened.link is not None,
        "may_read_paper": bundle.dossier_id is not None
        and may_be_handed_out_whole(bundle),
    }
