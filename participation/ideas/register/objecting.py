"""Who has the pick-up code of an idea objects with it; paper says where to type it."""

from django.urls import reverse
from django.utils.http import urlencode

from participation.ideas.models import Addendum, Idea
from participation.ideas.services import pickup
from participation.ideas.views.claiming import holds_code
from participation.moderation import appeals
from participation.moderation.appeals import Door


def register() -> None:
    appeals.register_door("idea", Door(holds=holds_code, address=_page_of_code))
    appeals.register_door(
        "addendum",
        Door(
            holds=lambda request, addendum: holds_code(request, addendum.idea),
            address=_page_of_addendum,
        ),
    )


def _page_of_code(idea: Idea) -> str:
    if not pickup.mark_of(idea):
        return ""
    query = urlencode({"nummer": idea.number})
    return f"{reverse('ideas:idea-claim')}?{query}"


def _page_of_addendum(addendum: Addendum) -> str:
    return _page_of_code(addendum.idea)
