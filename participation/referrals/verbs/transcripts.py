from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commons.verbs.registry import Verb


def _inside(key: str, words: str | Promise) -> Verb:
    """Between the SPK and the Amt; the answer is what residents read."""
    return Verb(key, words=words, groups=lambda _referral: ["desk"])


VERBS = (
    _inside(
        "referral.transcript_confirmed", gettext_lazy("hat eine Mitschrift bestätigt")
    ),
    _inside(
        "referral.transcript_handed_over",
        gettext_lazy("hat eine Mitschrift übergeben"),
    ),
    _inside(
        "referral.transcript_unobjected",
        gettext_lazy("hat einer Mitschrift nicht widersprochen"),
    ),
    Verb(
        "transcripts.terms_changed",
        words=gettext_lazy("hat die Regeln für Mitschriften geändert"),
    ),
)
