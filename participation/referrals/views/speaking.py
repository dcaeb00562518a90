"""Who speaks for the department: asked once, then kept in the session."""

from collections.abc import Mapping
from typing import Any

from commons.accounts.http import HttpRequest
from participation.referrals.models import Referral

SESSION_KEY = "speaks-for"
MOST_REFERENCES = 20


def remembered(request: HttpRequest, referral: Referral) -> dict[str, str]:
    """First values for a form: what was said before, else an account's name."""
    kept = request.session.get(SESSION_KEY, {})
    name = kept.get("speaker", "")
    if not name and request.visitor.user is not None:
        name = request.visitor.user.display_name
    return {
        "speaker": name,
        "giver": name,
        "releaser": name,
        "unit": kept.get("unit", ""),
        "reference": kept.get("references", {}).get(str(referral.pk), ""),
    }


def remember(
    request: HttpRequest, referral: Referral, cleaned: Mapping[str, Any]
) -> None:
    """Only after a POST that was taken in."""
    names = ("speaker", "giver", "releaser")
    name = next((cleaned[key] for key in names if cleaned.get(key)), "")
    if not name:
        return
    kept = dict(request.session.get(SESSION_KEY, {}))
    kept["speaker"] = name
    kept["unit"] = cleaned.get("unit") or kept.get("unit", "")
    references = dict(kept.get("references", {}))
    if cleaned.get("reference"):
        references[str(referral.pk)] = cleaned["reference"]
    kept["references"] = dict(list(references.items())[-MOST_REFERENCES:])
    request.session[SESSION_KEY] = kept
