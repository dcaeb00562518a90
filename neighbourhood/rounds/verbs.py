"""What can happen to a round: declared once, said by the services."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy

from commons.verbs.registry import Params, Recipient, Told, Verb
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.models import Round, RoundParty
from neighbourhood.rounds.queries.people import deciders_of, members_in

REASON_DESK = "round_desk"
REASON_MEMBER = "round_member"


def _desk(row: Round, _params: Params) -> Iterator[Recipient]:
    for user in deciders_of(row):
        yield Recipient(user_id=user.pk, language=user.language, reason=REASON_DESK)


def _desk_by_bell(row: Round, _params: Params) -> Iterator[Recipient]:
    """What many say must not fill a mailbox."""
    for user in deciders_of(row):
        yield Recipient(
            user_id=user.pk,
            language=user.language,
            reason=REASON_DESK,
            by_mail=False,
        )


def _members(row: Round, params: Params) -> Iterator[Recipient]:
    """The mailbox of the Amt gets its own mail; without one its members get it."""
    for user, has_mailbox in members_in(row, party=params.get("party")):
        yield Recipient(
            user_id=user.pk,
            language=user.language,
            reason=REASON_MEMBER,
            by_mail=not has_mailbox,
        )


def _told(row: Round, line: str, text: str, url: str) -> Told:
    whole = line % {"title": row.title}
    return Told(line=whole, subject=whole, text=text, url=url, action=_("Ansehen"))


def _tell_ready(row: Round, _params: Params, _who: Recipient) -> Told | None:
    if row.state != RoundState.DECIDING:
        return None
    return _told(
        row,
        _("Zu entscheiden: %(title)s"),
        _("Alle haben sich gemeldet, oder die Zeit ist um. Jetzt fehlt das Ergebnis."),
        row.get_absolute_url(),
    )


def _tell_late(row: Round, _params: Params, _who: Recipient) -> Told | None:
    if row.state != RoundState.DECIDING:
        return None
    return _told(
        row,
        _("Wartet auf eine Entscheidung: %(title)s"),
        _("Die Ämter haben gesprochen. Sie warten auf das Ergebnis der Runde."),
        row.get_absolute_url(),
    )


def _tell_said(row: Round, params: Params, _who: Recipient) -> Told | None:
    party = row.parties.filter(pk=params["party"]).select_related("department").first()
    if party is None or not row.is_live:
        return None
    line = _("%(department)s hat sich gemeldet: %(title)s")
    words = {"department": party.department.name, "title": row.title}
    return Told(
        line=line % words,
        subject=line % words,
        text=_("Was dort steht, lesen alle, die an der Runde teilnehmen."),
        url=row.get_absolute_url(),
        action=_("Ansehen"),
    )


def _own_page(row: Round, who: Recipient) -> str:
    """Where a member reads the round: on the page of an Amt they work for."""
    own = RoundParty.objects.filter(
        round=row, department__memberships__user=who.user_id
    )
    party = own.order_by("pk").first()
    return party.get_absolute_url() if party else ""


def _tell_invited(row: Round, _params: Params, who: Recipient) -> Told | None:
    url = _own_page(row, who)
    if not row.is_live or not url:
        return None
    return _told(
        row,
        _("Ihr Amt ist gefragt: %(title)s"),
        _("Mehrere Ämter klären eine Frage auf einer Seite. Ihres gehört dazu."),
        url,
    )


def _tell_result(row: Round, _params: Params, who: Recipient) -> Told | None:
    url = _own_page(row, who)
    if not url:
        return None
    if row.state == RoundState.CANCELLED:
        text = capfirst(_("die Runde ist abgesagt. Sie müssen nichts mehr tun."))
        return _told(row, _("Abgesagt: %(title)s"), text, url)
    return _told(
        row,
        _("Es gibt ein Ergebnis: %(title)s"),
        _("Die Runde ist zu Ende. Das Ergebnis steht auf ihrer Seite."),
        url,
    )


def _tell_moved(row: Round, _params: Params, who: Recipient) -> Told | None:
    url = _own_page(row, who)
    if not row.is_live or not url:
        return None
    return _told(
        row,
        _("Neuer Termin: %(title)s"),
        _("Wer noch nicht geantwortet hat, hat jetzt eine andere Frist."),
        url,
    )


def _tell_meeting(row: Round, _params: Params, who: Recipient) -> Told | None:
    url = _own_page(row, who)
    if not row.is_live or not url:
        return None
    if row.meets_at is None:
        text = _("Das Treffen fällt aus: %(title)s") % {"title": row.title}
        return _told(row, _("Kein Treffen: %(title)s"), text, url)
    text = _("Tag und Ort stehen auf der Seite der Runde.")
    return _told(row, _("Treffen: %(title)s"), text, url)


def _tell_reopened(row: Round, _params: Params, who: Recipient) -> Told | None:
    url = _own_page(row, who)
    if not row.is_live or not url:
        return None
    return _told(
        row,
        _("Noch nicht entschieden: %(title)s"),
        _("Das Ergebnis gilt nicht mehr. Die Runde geht weiter."),
        url,
    )


def live_group(pk: int) -> str:
    """Where open pages of a round listen."""
    return f"round.{pk}"


def _both(row: Round) -> list[str]:
    return ["desk", live_group(row.pk)]


def _quiet(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, groups=_both)


VERBS = (
    Verb(
        "round.convened",
        words=gettext_lazy("hat eine Runde mehrerer Ämter einberufen"),
        audience=_members,
        tell=_tell_invited,
        groups=_both,
    ),
    Verb(
        "round.party_added",
        words=gettext_lazy("hat ein weiteres Amt dazugeholt"),
        audience=_members,
        tell=_tell_invited,
        groups=_both,
    ),
    _quiet(
        "round.party_moved",
        gettext_lazy("hat dem neuen Amt übergeben, in dem das alte aufging"),
    ),
    _quiet(
        "round.party_removed",
        gettext_lazy("hat gesagt, dass ein Amt nicht mehr gefragt ist"),
    ),
    _quiet(
        "round.told_by_hand",
        gettext_lazy("hat ein Amt ohne Postfach von Hand eingeladen"),
    ),
    Verb(
        "round.meeting_set",
        words=gettext_lazy("hat ein Treffen angesetzt oder abgesagt"),
        audience=_members,
        tell=_tell_meeting,
        groups=_both,
    ),
    Verb(
        "round.moved",
        words=gettext_lazy("hat den Termin einer Runde verschoben"),
        audience=_members,
        tell=_tell_moved,
        groups=_both,
    ),
    Verb(
        "round.reopened",
        words=gettext_lazy("hat das Ergebnis einer Runde zurückgenommen"),
        audience=_members,
        tell=_tell_reopened,
        groups=_both,
    ),
    _quiet("round.read", gettext_lazy("hat die Runde gelesen")),
    Verb(
        "round.stated",
        words=gettext_lazy("hat in einer Runde Stellung genommen"),
        audience=_desk_by_bell,
        tell=_tell_said,
        groups=_both,
    ),
    Verb(
        "round.declined",
        words=gettext_lazy("nimmt an einer Runde nicht teil"),
        audience=_desk_by_bell,
        tell=_tell_said,
        groups=_both,
    ),
    _quiet("round.message", gettext_lazy("hat in einer Runde geschrieben")),
    _quiet("round.reminded", gettext_lazy("hat an eine Runde erinnert")),
    Verb(
        "round.ready",
        words=gettext_lazy("wartet in einer Runde nicht länger"),
        audience=_desk,
        tell=_tell_ready,
        groups=_both,
    ),
    Verb(
        "round.waits",
        words=gettext_lazy("hat an eine Entscheidung erinnert"),
        audience=_desk,
        tell=_tell_late,
    ),
    Verb(
        "round.closed",
        words=gettext_lazy("hat eine Runde mit einem Ergebnis beendet"),
        audience=_members,
        tell=_tell_result,
        groups=_both,
    ),
    Verb(
        "round.cancelled",
        words=gettext_lazy("hat eine Runde abgesagt"),
        audience=_members,
        tell=_tell_result,
        groups=_both,
    ),
)
