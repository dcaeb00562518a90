"""Putting messages into the outbox, taking them back, handing them over."""

from commons.delivery.services.bounces import fail_bounced, note_bounce
from commons.delivery.services.by_hand import (
    AT_ONCE,
    begin_print,
    correct_addressee,
    give_up,
    hand_over_again,
    mark_posted,
    mark_returned,
    put_off,
    show_addressee,
)
from commons.delivery.services.failures import (
    dismiss,
    dismiss_all,
    readdress,
    retry,
    retry_all,
)
from commons.delivery.services.outbox import (
    body_of,
    complete,
    enqueue,
    enqueue_all,
    forget,
    prepare,
    recall,
    wipe,
)
from commons.delivery.services.suppressions import (
    find as find_suppression,
    lift,
    may_try,
    suppress,
)

__all__ = [
    "AT_ONCE",
    "begin_print",
    "body_of",
    "complete",
    "correct_addressee",
    "dismiss",
    "dismiss_all",
    "enqueue",
    "enqueue_all",
    "fail_bounced",
    "find_suppression",
    "forget",
    "give_up",
    "hand_over_again",
    "lift",
    "mark_posted",
    "mark_returned",
    "may_try",
    "note_bounce",
    "prepare",
    "put_off",
    "readdress",
    "recall",
    "retry",
    "retry_all",
    "show_addressee",
    "suppress",
    "wipe",
]
