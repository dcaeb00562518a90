from django.utils.translation import gettext_lazy as _

from neighbourhood.newsletters import sources
from participation.referrals.queries import newsletters


def register() -> None:
    sources.register(
        sources.Source(
            key="answers",
            label=_("Antworten der Ämter"),
            order=20,
            collect=newsletters.answers,
            find=newsletters.answers_found,
        )
    )
    sources.register(
        sources.Source(
            key="promises",
            label=_("Zugesagt und gehalten"),
            order=30,
            collect=newsletters.kept,
            find=newsletters.kept_found,
        )
    )
