from django.utils.translation import gettext_lazy as _

from commons.verbs.registry import Verb

VERBS = (
    Verb("calendar.opened", words=_("Geheime Adresse des eigenen Kalenders geholt")),
    Verb("calendar.closed", words=_("Geheime Adresse des eigenen Kalenders beendet")),
)
