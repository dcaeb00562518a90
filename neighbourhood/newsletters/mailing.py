"""How the outbox calls the mails of a Rundbrief.

A row names what is sent and to which subscription; the words are made when it goes.
Without a subscription, but with `is_test`, it is a test for the account it goes to.
"""

# Its parameters: `newsletter` and `subscription`, or `newsletter` and `is_test`.
RENDERER = "newsletter"
# Its parameters: `correction` and `subscription`.
CORRECTION = "newsletter_correction"
# Begins and goes on with whatever is released; beat wakes it, too.
TASK = "newsletters.send_due"
