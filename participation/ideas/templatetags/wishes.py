"""What the templates of the list say of a wish."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from participation.ideas.queries import exports
from participation.ideas.queries.wishes import Wish

register = template.Library()
KILOMETRE = 1_000
NEAREST_TOLD = 10


@register.simple_tag
def wish_query(wish: Wish, **changes: Any) -> str:
    """The filter as a query string, with some parts changed."""
    return wish.query(**changes)


@register.filter
def metres(value: float) -> str:
    """As roughly as people walk: "250 m", "1,2 km"."""
    rounded = max(round(value, -1), NEAREST_TOLD)
    if rounded < KILOMETRE:
        return _("%(metres)d m") % {"metres": rounded}
    kilometres = f"{value / KILOMETRE:.1f}".replace(".", ",")
    return _("%(kilometres)s km") % {"kilometres": kilometres}


@register.simple_tag
def export_rule() -> str:
    return f"{_('CSV und GeoJSON:')} {exports.rule()} {exports.licence()}"
