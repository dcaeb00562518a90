"""What can happen to a bundle; what happens to its rows, the referrals say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from commons.verbs.registry import Verb
from participation.ideas.verbs.telling import own_page


def _of_bundle(key: str, words: str | Promise) -> Verb:
    return Verb(key, words=words, groups=lambda _bundle: ["desk"])


def _of_referral(key: str, words: str | Promise) -> Verb:
    return Verb(
        key,
        words=words,
        generations=lambda referral: own_page(referral.idea),
        groups=lambda referral: ["desk", f"idea.{referral.idea_id}"],
    )


VERBS = (
    _of_referral("referral.went_alone", gettext_lazy("hat einzeln verschickt")),
    _of_bundle("bundle.begun", gettext_lazy("sammelt für eine gemeinsame Mail")),
    _of_bundle("bundle.queued", gettext_lazy("hat ein Bündel auf den Weg gebracht")),
    _of_bundle("bundle.sent", gettext_lazy("Bündel ist hinausgegangen")),
    _of_bundle("bundle.failed", gettext_lazy("Bündel ist nicht angekommen")),
    _of_bundle("bundle.reminded", gettext_lazy("hat an ein Bündel erinnert")),
    _of_bundle("bundle.link_renewed", gettext_lazy("hat den Link erneuert")),
    _of_bundle("bundle.handed_on", gettext_lazy("hat ein Bündel weitergegeben")),
    _of_bundle("bundle.link_revoked", gettext_lazy("hat einen Link zurückgezogen")),
    _of_bundle("bundle.moved", gettext_lazy("Bündel ist an ein anderes Amt gegangen")),
    _of_bundle("bundle.done", gettext_lazy("Bündel ist erledigt")),
    _of_bundle("bundle.recalled", gettext_lazy("Bündel ist zurückgerufen")),
    _of_bundle("bundle.opened", gettext_lazy("hat das Bündel geöffnet")),
)
