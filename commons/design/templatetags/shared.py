from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
# What differs from person to person; a part that everybody shares never sees it.
PERSONAL = frozenset({"request", "user", "perms", "messages", "csrf_token", "htmx"})


class SharedNode(template.Node):
    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        parts = getattr(context.get("request"), "shared_parts", None)
        if parts is None:
            return self._rendered(context)
        content: str = parts.get_or_render(self.name, lambda: self._rendered(context))
        return mark_safe(content)  # noqa: S308 -- our own template's output, kept

    def _rendered(self, context: template.Context) -> SafeString:
        values = {
            str(key): value
            for key, value in context.flatten().items()
            if key not in PERSONAL
        }
        rendered: SafeString = self.nodelist.render(context.new(values))
        return rendered


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    """A part of a page with `cached_page` that is the same for everybody.

    `{% shared "result" %} … {% endshared %}`: kept under the generations of the page
    for people who are signed in. Nothing personal can be read inside, neither the
    request nor the visitor; the name is unique on the page.
    """
    try:
        _tag, name = token.split_contents()
    except ValueError:
        message = "shared needs one name in quotation marks."
        raise template.TemplateSyntaxError(message) from None
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(name.strip("\"'"), nodelist)
