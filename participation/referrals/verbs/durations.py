from django.utils.translation import gettext_lazy

from commons.verbs.registry import Verb

# The cached pages of "Wie lange dauert es?".
GENERATION = "durations"

VERBS = (
    Verb(
        "durations.terms_changed",
        words=gettext_lazy("hat geändert, ob Zahlen nach Ämtern öffentlich sind"),
        generations=lambda _terms: [GENERATION],
    ),
)
