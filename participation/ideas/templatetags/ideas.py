from dataclasses import dataclass

from django import template
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.html import format_html

from commons.spoken import is_german
from participation.ideas.forms.guide import LEFT, GuideForm, keys_in
from participation.ideas.models import Idea, IdeaImage, Translation
from participation.ideas.queries import translations
from participation.ideas.queries.guide import Notice
from participation.moderation.screening import languages

register = template.Library()


@dataclass(frozen=True)
class Guide:
    """What the front door says about a form as it stands."""

    notices: list[Notice]
    left: list[str]


@register.simple_tag
def guide_of(form: BaseForm, *, is_asked: bool = False) -> Guide:
    """The notices for what is in the form; with `is_asked` the next click leaves them.

    An empty form costs nothing.
    """
    left = _left_in(form)
    words = {name: form[name].value() or "" for name in ("title", "text", "topic")}
    if not (words["title"] or words["text"]):
        return Guide([], left)
    notices = GuideForm(words).notices(left=left)
    asked = [notice.key for notice in notices] if is_asked else []
    return Guide(notices, [*left, *asked])


def _left_in(form: BaseForm) -> list[str]:
    if isinstance(form.data, QueryDict):
        return keys_in(form.data, LEFT)
    kept = (form.initial or {}).get(LEFT) or []
    return kept if isinstance(kept, list) else [kept]


@register.simple_tag
def pictures_of(idea: Idea) -> list[IdeaImage]:
    """The pictures with files in one query: a desk hands over the idea only."""
    return list(idea.images.select_related("stored_file").order_by("position"))


@register.filter
def language_mark(idea: Idea) -> str:
    """Attributes for the element with its words: how they are spoken and laid out."""
    if not idea.language:
        return "" if is_german() else format_html(' lang="{}"', "de")
    return format_html(' lang="{}" dir="auto"', idea.language)


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's own; German for ""."""
    return languages.name_of(code)


@register.simple_tag
def translations_of(idea: Idea) -> list[Translation]:
    """The working translations that are shown beside the original."""
    return translations.current_of(idea)
