"""Who speaks for a department: a member who signed in, or whoever opened its link.

Cases, rounds and bundles ask the same of both, so they ask it here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypedDict

from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from commons.accounts.enums import Role
from commons.accounts.http import HttpRequest
from commons.accounts.models import User
from commons.accounts.visitors import Visitor
from commons.links.doors import Door
from commons.links.models import SignedLink
from commons.links.views import gone_page


class Actor(TypedDict):
    """What services take: who acts, or with which key; never both."""

    by: User | None
    link: SignedLink | None


@dataclass(frozen=True)
class Clerk:
    """Somebody who may speak for a department: with an account, or on a link."""

    visitor: Visitor
    link: SignedLink | None = None

    @property
    def actor(self) -> Actor:
        by = self.visitor.user if self.link is None else None
        return {"by": by, "link": self.link}

    def is_member(self, department_id: int | None) -> bool:
        return department_id is not None and self.visitor.has_role(
            Role.DEPARTMENT_MEMBER, department_id=department_id
        )

    def may_speak(self, door: Door, target_id: int, department_id: int | None) -> bool:
        """On a link to this very thing, or as a member of its department."""
        return door.opens(self.link, target_id) or self.is_member(department_id)

    def by_name(self, department_id: int | None) -> "Clerk":
        """Who is known by name acts under it: a link beside it must not hide that."""
        return Clerk(self.visitor) if self.is_member(department_id) else self


def coming_in(
    request: HttpRequest,
    door: Door,
    target_id: int,
    *,
    beside: Callable[[HttpRequest, int], SignedLink | None] | None = None,
) -> Clerk | HttpResponseBase:
    """Who comes to a thing behind a door, or where somebody goes who has no key.

    Anonymous without an opened link: to the sign-in, before any look-up. Whose link
    has ended meanwhile learns that, as behind the link itself. `beside` finds a key
    that came with another one which the session has opened.
    """
    link = door.opened_in(request, target_id)
    if link is None and beside is not None:
        link = beside(request, target_id)
    if link is None and not request.visitor.is_signed_in:
        if door.had_opened(request, target_id):
            return gone_page(request)
        return redirect(f"{reverse('account_login')}?next={request.path}")
    return Clerk(request.visitor, link)
