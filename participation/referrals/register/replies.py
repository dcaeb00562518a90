"""Answers by mail: what they tell the registries."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commons import copies, kinds, owndata, slots
from commons.blackening import Blackening
from commons.copies import About
from commons.followups import registry as today
from commons.incoming import handlers
from commons.incoming.copies import COLUMNS
from commons.incoming.models import Mail
from participation.referrals import reply_handler, reply_panels
from participation.referrals.models import Referral
from participation.referrals.queries import replies


def register() -> None:
    kinds.register(
        kinds.Kind(
            key="reply",
            model="referrals.Reply",
            label=_("Antwort per Mail"),
            title=lambda reply: str(reply.referral.idea),
            url=lambda reply: reply.get_absolute_url(),
            region_id=lambda reply: reply.referral.idea.region_id,
            visible_to=kinds.as_the_rows_say,
            related=("referral__idea",),
        )
    )
    handlers.register(
        "referrals",
        reply_handler.matches,
        reply_handler.handle,
        order=20,
        assign=reply_handler.assign,
        can_see=reply_handler.can_see,
    )
    handlers.register(
        "referral-notes",
        reply_handler.notes_match,
        reply_handler.handle_note,
        order=5,
        is_for_machines=True,
    )
    owndata.register(
        model="referrals.Reply",
        user_fields=("decided_by",),
        label=_("Mails von Ämtern, die Sie gelesen haben"),
        retain=_("Bleibt als Vorgang der Verwaltung."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("referral__idea__number", "state", "decided_at"),
        staff=_("Wer gesagt hat, was eine Mail bedeutet, als Nachweis."),
    )
    today.register(
        "referrals-reply",
        _("Ein Amt hat per Mail geantwortet"),
        replies.waiting,
        order=22,
    )
    slots.fill(
        "referral-replies",
        template="referrals/_replies.html",
        context=reply_panels.on_case,
        query_budget=1,
    )
    copies.register("incoming.Mail", COLUMNS, _mails)


def _mails(about: About, _black: Blackening) -> QuerySet:
    """Of the cases of an idea, also those that only may belong there."""
    referrals = Referral.objects.filter(idea__in=about.of("idea"))
    return Mail.objects.filter(kind="referral", target_id__in=referrals.values("pk"))
