from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from commons import slots

register = template.Library()


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, **arguments: Any) -> SafeString:
    """Everything that higher apps show in the place `name`, one after the other.

    `{% slot "idea" idea=idea %}`; with `as` the caller can show an empty state.
    """
    request = context.get("request")
    parts = []
    for filling in slots.fillings_of(name):
        shown = filling.context(request=request, **arguments)
        if shown is not None:
            parts.append(
                (render_to_string(filling.template, dict(shown), request=request),)
            )
    return format_html_join("\n", "{}", parts)
