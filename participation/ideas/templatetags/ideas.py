from django import template
from django.utils.html import format_html

from participation.ideas.models import Idea, IdeaImage, Translation
from participation.ideas.queries import translations
from participation.moderation.screening import languages

register = template.Library()


@register.simple_tag
def pictures_of(idea: Idea) -> list[IdeaImage]:
    """The pictures with files in one query: a desk hands over the idea only."""
    return list(idea.images.select_related("stored_file").order_by("position"))


@register.filter
def language_mark(idea: Idea) -> str:
    """Attributes for the element with its words: how they are spoken and laid out."""
    if not idea.language:
        return ""
    return format_html(' lang="{}" dir="auto"', idea.language)


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the reader's own; German for ""."""
    return languages.name_of(code)


@register.simple_tag
def translations_of(idea: Idea) -> list[Translation]:
    """The working translations that are shown beside the original."""
    return translations.current_of(idea)
