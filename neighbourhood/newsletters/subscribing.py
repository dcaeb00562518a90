"""What holds for every subscription: names, times, and the words agreed to."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

# The book of addresses in the outbox, and what the keys are made for.
BOOK = "rundbrief"
PURPOSE = b"bindeglied.newsletters.subscription"
SALT = "newsletters.subscription.mail"
# Renderers of the outbox: the mail with the button, and the Rundbrief itself.
CONFIRM_RENDERER = "newsletters.confirm"

# The button in the mail works so long; then the row goes, and the address with it.
CONFIRM_WITHIN = timedelta(hours=48)
# "Rückgängig" works so long after the end: its page holds, sealed, what was deleted.
UNDO_WITHIN = timedelta(hours=1)
# Claims out of data protection end after three years (§§ 195, 199 BGB, § 31 OWiG).
PROOF_YEARS = 3
# What comes back for good is not kept waiting for a mailbox that never returns.
BOUNCED_KEPT = timedelta(days=90)
# So many mails in a day ask one address; what comes on top is answered and not sent.
MOST_MAILS_A_DAY = 3
# A second click within this time is the same wish.
SAME_WISH = timedelta(seconds=60)

# A new version whenever a word of CONSENT changes; rows name the one they agreed to.
WORDS_VERSION = "2026-11"
CONSENT = _(
    "Ich möchte den Rundbrief der gewählten Stadtteile per E-Mail bekommen. Das kann "
    "ich jederzeit beenden: mit einem Klick in jeder Mail."
)
