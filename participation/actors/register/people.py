"""What the house knows of people through their actors, and the task of the SPK."""

from django.utils.translation import gettext_lazy as _

from commons import owndata
from commons.delivery import renderers
from commons.followups import registry as today
from commons.owndata import Erasure
from participation.actors import invitations, renderers as mails
from participation.actors.queries.today import ownerless_count, ownerless_items
from participation.actors.services import people

STAFF_PEOPLE = _(
    "Wer jemanden eingeladen oder eine Aufgabe vergeben hat, solange ein Akteur keine "
    "Inhaber:in hatte."
)
STAFF_RULES = _("Wer Regeln geändert hat, als Nachweis der Zuständigkeit.")


def register() -> None:
    renderers.register(
        invitations.RENDERER,
        mails.invitation,
        label=_("Einladung zu einem Akteur"),
    )
    today.register(
        "actors.ownerless",
        _("Akteure ohne Inhaber:in"),
        ownerless_items,
        order=45,
        count=ownerless_count,
    )
    _register_profiles()
    _register_memberships()


def _register_profiles() -> None:
    owndata.register(
        model="actors.Actor",
        user_fields=("author", "verified_by"),
        label=_("Profile von Akteuren, die Sie geschrieben haben"),
        retain=_("Das Profil gehört dem Akteur und bleibt, ohne Ihren Namen."),
        erase=Erasure.UNLINK,
        exported_fields=("name", "summary", "text", "submitted_at", "publication"),
        staff=_("Wer einen Akteur bestätigt hat, als Nachweis der Entscheidung."),
    )
    owndata.register(
        model="actors.ActorSnapshot",
        user_fields=("created_by",),
        label=_("Frühere Fassungen von Profilen, die Sie geschrieben haben"),
        retain=_("Bleiben ohne Ihren Namen beim Profil."),
        erase=Erasure.UNLINK,
        exported_fields=("target_id", "version", "content", "created_at"),
    )
    owndata.register(
        model="actors.ActorChange",
        user_fields=("author",),
        label=_("Änderungen an Profilen, die Sie eingereicht haben"),
        retain=_("Bleiben ohne Ihren Namen beim Profil."),
        erase=Erasure.UNLINK,
        exported_fields=("actor_id", "content", "submitted_at", "publication"),
    )
    owndata.register(
        model="actors.ConductTerms",
        user_fields=("changed_by",),
        label=_("Regeln für Profile, die Sie geändert haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=Erasure.KEEP,
        exported_fields=("rule_text", "election_text", "changed_at"),
        staff=STAFF_RULES,
    )


def _register_memberships() -> None:
    owndata.register(
        model="actors.ActorMembership",
        user_fields=("user", "granted_by", "withdrawn_by"),
        label=_("Akteure, für die Sie arbeiten"),
        retain=_(
            "Wird mit dem Konto gelöscht. Der Akteur bleibt; hat er dann keine "
            "Inhaber:in mehr, sucht die Stadtteilarbeit jemanden."
        ),
        erase=people.forget,
        exported_fields=("actor_id", "level", "valid_from", "withdrawn_at"),
        staff=STAFF_PEOPLE,
    )
    owndata.register(
        model="actors.ActorInvitation",
        user_fields=("invited_by", "accepted_by"),
        label=_("Einladungen zu Akteuren, die Sie verschickt oder angenommen haben"),
        retain=_(
            "Die Adresse wird gelöscht, sobald die Einladung endet; der Rest bleibt "
            "ohne Ihren Namen."
        ),
        erase=Erasure.UNLINK,
        exported_fields=("actor_id", "level", "state", "created_at", "ended_at"),
        staff=STAFF_PEOPLE,
    )
