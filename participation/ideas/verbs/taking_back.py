"""What an author reads when the desk takes a decision back."""

from functools import partial

from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy as _

from commons.verbs.registry import Params, Recipient, Told
from participation.ideas.models import Idea
from participation.ideas.verbs.telling import Letter, tell
from participation.moderation import workflow
from participation.moderation.models import Decision

TAKEN_BACK = Letter(
    line=_("Wir prüfen Ihre Idee „%(title)s“ noch einmal"),
    subject=_("Ihre Idee %(number)s wird neu geprüft"),
    text=_(
        "%(what)s Wir prüfen sie noch einmal und schreiben Ihnen, was daraus "
        "wird.\n\n%(why)s\n\n%(words)s\n\n%(objection)s"
    ),
)


def tell_taken_back(idea: Idea, params: Params, who: Recipient) -> Told | None:
    what = lazy(partial(_what, idea.title, params), str)()
    return tell(TAKEN_BACK, idea, params, who, more={"what": what})


def _what(title: str, params: Params) -> str:
    """Only a publication that is taken back goes against anybody."""
    decision = Decision.objects.filter(pk=params.get("decision", 0)).first()
    if decision and workflow.is_against(decision.verdict, decision.state_before):
        words = gettext(
            "Ihre Idee „%(title)s“ hatten wir veröffentlicht. Das nehmen wir zurück: "
            "Vorläufig ist sie nicht mehr zu sehen, alle Unterstützungen bleiben "
            "erhalten."
        )
    else:
        words = gettext(
            "Unsere Entscheidung über Ihre Idee „%(title)s“ nehmen wir zurück."
        )
    return words % {"title": title}
