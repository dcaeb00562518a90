"""What of a filter can be followed by itself, for the end of its list."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commons.notifications import followables
from participation.ideas.queries.wishes import Named, Wish

WORDS: dict[str, str | Promise] = {
    "topic": _("Thema „%(name)s“ verfolgen"),
    "region": _("%(name)s verfolgen"),
    "planning_area": _("Planungsraum „%(name)s“ verfolgen"),
    "department": _("Antworten verfolgen: %(name)s"),
}


def follow_links(wish: Wish) -> list[tuple[str, str]]:
    """Each with its words and its address; only what brings news to followers."""
    parts: list[tuple[str, tuple[Named, ...]]] = [
        ("topic", wish.topics),
        ("region", wish.regions),
        ("planning_area", wish.areas),
        ("department", wish.departments),
    ]
    return [
        (
            str(WORDS[kind]) % {"name": one.name},
            reverse("notifications:follow", args=[kind, one.pk]),
        )
        for kind, named in parts
        if followables.find(kind) is not None
        for one in named
        if one.is_offered
    ]
