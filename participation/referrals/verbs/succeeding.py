from django.utils.translation import gettext_lazy

from commons.verbs.registry import Verb
from participation.ideas.verbs.telling import own_page

VERBS = (
    Verb(
        "referral.moved",
        words=gettext_lazy("hat dem neuen Amt übergeben, in dem das alte aufging"),
        generations=lambda referral: own_page(referral.idea),
        groups=lambda referral: ["desk", f"idea.{referral.idea_id}"],
    ),
)
