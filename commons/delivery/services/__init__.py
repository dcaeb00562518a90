"""Putting messages into the outbox, taking them back, handing them over."""

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
from commons.delivery.services.outbox import (
    body_of,
    complete,
    enqueue,
    enqueue_all,
    forget,
    prepare,
    recall,
    retry,
    retry_all,
    wipe,
)

__all__ = [
    "AT_ONCE",
    "begin_print",
    "body_of",
    "complete",
    "correct_addressee",
    "enqueue",
    "enqueue_all",
    "forget",
    "give_up",
    "hand_over_again",
    "mark_posted",
    "mark_returned",
    "prepare",
    "put_off",
    "recall",
    "retry",
    "retry_all",
    "show_addressee",
    "wipe",
]
