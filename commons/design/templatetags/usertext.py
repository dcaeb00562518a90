"""Filters for what people wrote: `{% load usertext %}`."""

from django import template
from django.utils.html import urlize
from django.utils.safestring import SafeString, mark_safe

from commons.html import blackened_line, plain_text, render_markdown

register = template.Library()


@register.filter
def markdown(text: str) -> SafeString:
    return render_markdown(text)


@register.filter
def excerpt(text: str, length: int = 200) -> str:
    """The first words without markup; the template escapes them."""
    return plain_text(text, int(length))


@register.filter(is_safe=True, needs_autoescape=True)
def linked(text: str, *, autoescape: bool = True) -> SafeString:
    """Plain words with their addresses as links; "www.…" gets the safe scheme."""
    links = urlize(text, nofollow=True, autoescape=autoescape)
    safe = links.replace('href="http://www.', 'href="https://www.')
    return mark_safe(safe)  # noqa: S308 -- urlize has escaped it


@register.filter
def blackened(text: str) -> SafeString:
    """A title or another single line, with what is blackened said aloud."""
    return blackened_line(text)
