"""What a network reads of the result of a round."""

from django.utils.translation import gettext as _

from neighbourhood.rounds import registry
from neighbourhood.rounds.enums import PartyState
from neighbourhood.rounds.models import Round

# They said nothing in the round, so the result is not theirs.
ABSENT = (PartyState.DECLINED, PartyState.REMOVED)


def result_words(row: Round) -> str:
    """In the language that is active, as Markdown."""
    ending = registry.get(row.kind).ending(row.result_code)
    lines = [
        _("Ämter haben in einer Runde über unser Anliegen beraten."),
        f"**{_('Ergebnis:')} {ending.label}**",
        row.result,
    ]
    if names := _who_took_part(row):
        lines.append(_("Beteiligt waren: %(names)s") % {"names": ", ".join(names)})
    return "\n\n".join(lines)


def _who_took_part(row: Round) -> list[str]:
    parties = row.parties.exclude(state__in=ABSENT).filter(statements__isnull=False)
    names = parties.order_by("department__name").values_list("department__name")
    return [name for (name,) in names.distinct()]
