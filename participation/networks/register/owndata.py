"""What networks know of a person, and what becomes of it."""

from django.utils.translation import gettext_lazy as _

from commons import owndata
from participation.networks.queries import own
from participation.networks.services import forgetting


def register() -> None:
    _register_what_they_wrote()
    _register_belonging()


def _register_what_they_wrote() -> None:
    owndata.register(
        model="networks.Network",
        user_fields=("author", "closed_by"),
        label=_("Netzwerke, die Sie gegründet oder abgeschlossen haben"),
        retain=_("Bleiben ohne Ihren Namen stehen."),
        erase=owndata.Erasure.UNLINK,
        export=own.founded,
        staff=_("Wer von der SPK ein Netzwerk abgeschlossen hat, für Rückfragen."),
    )
    owndata.register(
        model="networks.NetworkSnapshot",
        user_fields=("created_by",),
        label=_("Fassungen von Netzwerken, die Sie geschrieben haben"),
        retain=_("Bleiben ohne Ihren Namen beim Netzwerk."),
        erase=owndata.Erasure.UNLINK,
        exported_fields=("version", "content", "created_at"),
    )
    owndata.register(
        model="networks.NetworkTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Netzwerke, die Sie geändert haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("changed_at", "quiet_days", "answer_days"),
        staff=_("Wer Regeln geändert hat, als Nachweis der Zuständigkeit."),
    )


def _register_belonging() -> None:
    owndata.register(
        model="networks.NetworkMembership",
        user_fields=("user",),
        label=_("Netzwerke, in denen Sie Mitglied sind oder waren"),
        retain=_("Endet mit dem Konto und wird gelöscht."),
        erase=forgetting.leave_all,
        export=own.memberships,
    )
    owndata.register(
        model="networks.JoinRequest",
        user_fields=("user", "ended_by"),
        label=_("Ihre Anfragen an Netzwerke"),
        retain=_("Werden mit dem Konto gelöscht."),
        erase=forgetting.forget_requests,
        export=own.requests,
    )
    owndata.register(
        model="networks.NetworkInvitation",
        user_fields=("invited_by", "accepted_by"),
        label=_("Einladungen in Netzwerke"),
        retain=_("Bleiben ohne Ihren Namen; Adressen sind dann längst gelöscht."),
        erase=owndata.Erasure.UNLINK,
        export=own.invitations,
    )
