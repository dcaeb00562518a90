from django import template

from participation.ideas.models import Idea, IdeaImage

register = template.Library()


@register.simple_tag
def pictures_of(idea: Idea) -> list[IdeaImage]:
    """The pictures with files in one query: a desk hands over the idea only."""
    return list(idea.images.select_related("stored_file").order_by("position"))
