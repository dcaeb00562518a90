"""What happens to suggestions; nobody is told, the page shows it."""

from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb

VERBS = (
    Verb("suggestion.terms_changed", words=_("hat die Vorschläge umgestellt")),
    Verb("training.done", words=_("hat aus Entscheidungen gelernt")),
    Verb("training.failed", words=_("konnte nicht aus Entscheidungen lernen")),
)
