from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commons.copies import About
from neighbourhood.newsletters import quoting, sources
from participation.referrals.models import Answer, Promise
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
    quoting.register("referrals", _about_ideas)


def _about_ideas(about: About) -> Q:
    """Pieces about an idea's answers and promises stand beside words about the idea."""
    ideas = about.of("idea")
    answers = Answer.objects.filter(idea__in=ideas).values("pk")
    promises = Promise.objects.filter(idea__in=ideas).values("pk")
    return Q(kind=newsletters.ANSWER, target_id__in=answers) | Q(
        kind=newsletters.PROMISE, target_id__in=promises
    )
