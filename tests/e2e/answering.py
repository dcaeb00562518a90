"""The pages of a department's members, for the world."""

from django.urls import reverse


def of_members(referral):
    inbox = reverse("referrals:department-inbox")
    return {
        "amt-postfach": inbox,
        "amt-erledigt": f"{inbox}?ansicht=erledigt",
        "amt-angemeldet": _at("case-show", referral),
        "amt-zwischenstand": _at("case-interim", referral),
        "amt-weitergeben": _at("case-hand-on", referral),
        "amt-zuteilen": _at("case-assign", referral),
        "amt-notiz": _at("case-note", referral),
    }


def of_moderators(referral):
    return {
        "eintragen": _at("statement-record", referral),
        "kontakt-freigeben": _at("contact-release", referral),
    }


def _at(name, referral):
    return reverse(f"referrals:{name}", args=[referral.pk])
