from django.utils.translation import gettext_lazy as _

from neighbourhood.newsletters import sources
from participation.ideas.queries import newsletters


def register() -> None:
    sources.register(
        sources.Source(
            key="ideas",
            label=_("Neue Ideen"),
            order=10,
            collect=newsletters.published,
            find=newsletters.still_public,
        )
    )
