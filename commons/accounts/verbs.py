from django.utils.translation import gettext_lazy as _

from commons.verbs import registry

VERBS = (
    registry.Verb("account.role_granted", words=_("Rolle vergeben")),
    registry.Verb("account.role_withdrawn", words=_("Rolle entzogen")),
    registry.Verb("account.erased", words=_("Konto gelöscht")),
)
