"""What the house knows of hints, of what they learned, and of rules of trust."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commons import kinds, owndata
from commons.verbs import registry
from commons.verbs.registry import Verb
from participation.moderation import rules
from participation.moderation.services import learning, trust

VERBS = (
    Verb("hint.marked_wrong", words=_("hat einen Hinweis als falsch markiert")),
    Verb("hint.unmarked", words=_("hat die Markierung eines Hinweises zurückgenommen")),
    Verb("hint_rule.switched", words=_("hat eine Regel der Hinweise umgestellt")),
    Verb("trust_rule.created", words=_("hat eine Vertrauensregel geschrieben")),
    Verb("trust_rule.changed", words=_("hat eine Vertrauensregel geändert")),
    Verb("trust_rule.ended", words=_("hat eine Vertrauensregel ausgeschaltet")),
    Verb("trust.given_again", words=_("vertraut einer Person wieder")),
)


def register() -> None:
    registry.declare(*VERBS)
    registry.add_effect("moderation.hints", learning.keep_what_stood)
    registry.add_effect("moderation.trust", trust.withdraw_after)
    _register_kinds()
    _register_own_data()


def _register_kinds() -> None:
    kinds.register(
        kinds.Kind(
            key="hint_rule",
            model="moderation.HintRule",
            label=_("Regel eines Hinweises"),
            title=str,
            url=lambda _rule: reverse("moderation:hint-rule-list"),
            region_id=lambda _rule: None,
            visible_to=lambda rows, visitor: (
                rows if rules.can_see_desk(visitor) else rows.none()
            ),
        )
    )
    kinds.register(
        kinds.Kind(
            key="trust_rule",
            model="moderation.TrustRule",
            label=_("Vertrauensregel"),
            title=str,
            url=lambda rule: rule.get_absolute_url(),
            region_id=lambda rule: rule.region_id,
            visible_to=lambda rows, visitor: (
                rows if rules.can_see_desk(visitor) else rows.none()
            ),
        )
    )
    kinds.register(
        kinds.Kind(
            key="trust_pause",
            model="moderation.TrustPause",
            label=_("ruhendes Vertrauen"),
            title=str,
            url=lambda _pause: reverse("moderation:trust-list"),
            region_id=lambda pause: pause.region_id,
            visible_to=lambda rows, visitor: rows.filter(rules.moderates(visitor)),
        )
    )


def _register_own_data() -> None:
    owndata.register(
        model="moderation.TrustRule",
        user_fields=("created_by",),
        label=_("Vertrauensregeln, die Sie geschrieben haben"),
        retain=_("Bleibt als Nachweis; der Name wird durch ein Pseudonym ersetzt."),
        erase=owndata.Erasure.KEEP,
        exported_fields=("number", "version", "created_at", "ended_at"),
        staff=_(
            "Wer eine Vertrauensregel gesetzt hat, als Nachweis der Zuständigkeit."
        ),
    )
    owndata.register(
        model="moderation.TrustPause",
        user_fields=("user", "ended_by"),
        label=_("Zeiten, in denen Ihre Beiträge wieder vorher gelesen wurden"),
        retain=_("Wird mit dem Konto gelöscht."),
        erase=_erase_pauses,
        exported_fields=("since", "ended_at"),
        staff=_("Wer das Vorher-Lesen beendet hat, als Nachweis der Zuständigkeit."),
    )


def _erase_pauses(user: object) -> None:
    """Their own go; those that they ended as staff stay, without their name."""
    trust.forget(user)
