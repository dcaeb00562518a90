"""Small parts that templates share: icons, looks of states, dates, query strings."""

import re
from datetime import date, datetime, timedelta
from html import unescape

from django import template
from django.forms import BaseForm
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from commons import spoken
from commons.design import states
from commons.spoken import day_in_words, is_german, span_in_words

register = template.Library()

_SLASH = re.compile(r"(?<=\w)/(?=\w)")


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon beside a word; it carries no meaning of its own for screen readers."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"/></svg>',
        f" icon-{size}" if size else "",
        static("img/icons.svg"),
        name,
    )


@register.filter
def state_look(state: str) -> states.Look:
    return states.look(state)


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """`2. Januar 2026` in a `<time>`; a moment is shown as its day in Berlin."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    words = day_in_words(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def breakable(text: str) -> str:
    """Long names may end a line after a slash.

    No soft hyphens: whoever copies a name or looks for it on the page would meet signs
    that nobody typed. What is markup already stays as it is.
    """
    if isinstance(text, SafeString) and "<" in text:
        return text
    plain = unescape(text) if isinstance(text, SafeString) else str(text)
    parts = _SLASH.split(plain)
    return format_html_join(SafeString("/<wbr>"), "{}", ((part,) for part in parts))


@register.filter
def quoted(text: str) -> str:
    return spoken.quoted(text)


@register.filter
def span(value: timedelta | None) -> str:
    """`7 Stunden`, `3,5 Tage`; a dash where there is nothing to say."""
    return "–" if value is None else span_in_words(value)


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """`2. Januar 2026, 14:05 Uhr` in a `<time>` that machines can read."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    words = date_format(local, "j. F Y, H:i \\U\\h\\r" if is_german() else "j F Y, H:i")
    stamp = local.isoformat(timespec="minutes")
    return format_html('<time datetime="{}">{}</time>', stamp, words)


BROWSERS = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@register.filter
def device_name(user_agent: str) -> str:
    """`Firefox, Windows`: what people recognise of what a browser calls itself."""
    found = (
        next((name for sign, name in names.items() if sign in user_agent), "")
        for names in (BROWSERS, SYSTEMS)
    )
    return ", ".join(filter(None, found)) or gettext("Unbekanntes Gerät")


@register.simple_tag
def summary_is_due(form: BaseForm) -> bool:
    """True for the first of the places that would show a form's errors on top.

    A page may set the summary above its form, and `{{ form }}` brings one along.
    """
    if not form.errors or hasattr(form, "has_summary"):
        return False
    form.has_summary = True  # type: ignore[attr-defined]  # read by the template
    return True


@register.simple_tag
def query(request: HttpRequest, **changes: str | int | None) -> str:
    """The query string of this page with some values changed; None takes one out."""
    values = request.GET.copy()
    for name, value in changes.items():
        if value is None:
            values.pop(name, None)
        else:
            values[name] = str(value)
    return f"?{values.urlencode()}"
