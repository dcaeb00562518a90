"""What rounds tell the registries about their tables."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from commons import copies, kinds, owndata
from commons.blackening import Blackening
from commons.copies import About
from neighbourhood.rounds.models import (
    Round,
    RoundChange,
    RoundMessage,
    RoundParty,
    RoundStatement,
)

KEPT = gettext_lazy("Bleibt als Vorgang der Verwaltung.")


def register() -> None:
    _kinds()
    _own_data()
    _copies()


def _kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="round",
            model="rounds.Round",
            label=gettext_lazy("Runde"),
            title=lambda row: row.title,
            url=lambda row: row.get_absolute_url(),
            region_id=lambda row: row.region_id,
            visible_to=kinds.as_the_rows_say,
        )
    )
    kinds.register(
        kinds.Kind(
            key="round_party",
            model="rounds.RoundParty",
            label=gettext_lazy("Teilnahme an einer Runde"),
            title=lambda party: party.round.title,
            url=lambda party: party.get_absolute_url(),
            region_id=lambda party: party.round.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("round",),
        )
    )


def _own_data() -> None:
    _of_rounds()
    _of_words()
    _of_visits()


def _of_rounds() -> None:
    owndata.register(
        model="rounds.Round",
        user_fields=("convened_by", "ended_by"),
        label=gettext_lazy("Runden, die Sie einberufen oder beendet haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("title", "convened_at", "result_code", "ended_at"),
        staff=gettext_lazy(
            "Wer eine Runde einberufen und wer entschieden hat, als Nachweis der "
            "Zuständigkeit."
        ),
    )
    owndata.register(
        model="rounds.RoundParty",
        user_fields=("invited_by", "told_by_hand_by"),
        label=gettext_lazy("Ämter, die Sie in eine Runde eingeladen haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("round__title", "department__name", "invited_at"),
        staff=gettext_lazy("Wer ein Amt eingeladen hat, für Rückfragen."),
    )
    owndata.register(
        model="rounds.RoundChange",
        user_fields=("changed_by",),
        label=gettext_lazy("Was Sie in Runden geändert haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("round__title", "kind", "reason", "changed_at"),
        staff=gettext_lazy("Wer einen Termin verschoben hat, für Rückfragen."),
    )


def _of_words() -> None:
    owndata.register(
        model="rounds.RoundStatement",
        user_fields=("stated_by",),
        label=gettext_lazy("Stellungnahmen, die Sie in Runden geschrieben haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("party__round__title", "position", "text", "stated_at"),
        staff=gettext_lazy(
            "Wer in einer Runde für das Amt gesprochen hat, als Nachweis der "
            "Zuständigkeit."
        ),
    )
    owndata.register(
        model="rounds.RoundMessage",
        user_fields=("said_by",),
        label=gettext_lazy("Nachrichten, die Sie in Runden geschrieben haben"),
        retain=KEPT,
        erase=owndata.Erasure.KEEP,
        exported_fields=("round__title", "text", "said_at"),
        staff=gettext_lazy("Wer in einer Runde geschrieben hat, für Rückfragen."),
    )


def _of_visits() -> None:
    owndata.register(
        model="rounds.RoundVisit",
        user_fields=("user",),
        label=gettext_lazy("Bis wann Sie eine Runde gelesen haben"),
        retain=gettext_lazy("Bis Sie Ihr Konto löschen."),
        erase=owndata.Erasure.DELETE,
        exported_fields=("round__title", "seen_at"),
        staff=gettext_lazy("Damit Neues beim nächsten Besuch markiert ist."),
    )


def _copies() -> None:
    copies.register(
        "rounds.Round", ("title", "question", "result", "meets_where"), _rounds
    )
    copies.register("rounds.RoundParty", ("reason",), _parties)
    copies.register(
        "rounds.RoundStatement", ("text", "reference", "speaker", "unit"), _statements
    )
    copies.register("rounds.RoundMessage", ("text", "speaker", "unit"), _messages)
    copies.register("rounds.RoundChange", ("reason", "result"), _changes)


def _rounds(about: About, _black: Blackening) -> QuerySet:
    return Round.objects.filter(about.rows("about_kind", "about_id"))


def _parties(about: About, black: Blackening) -> QuerySet:
    return RoundParty.objects.filter(round__in=_rounds(about, black))


def _statements(about: About, black: Blackening) -> QuerySet:
    return RoundStatement.objects.filter(party__in=_parties(about, black))


def _messages(about: About, black: Blackening) -> QuerySet:
    return RoundMessage.objects.filter(round__in=_rounds(about, black))


def _changes(about: About, black: Blackening) -> QuerySet:
    return RoundChange.objects.filter(round__in=_rounds(about, black))
