from commons.delivery.enums import DeliveryState as State

MAY_FOLLOW: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.SENT, State.FAILED, State.RECALLED}),
    State.SENDING: frozenset({State.SENT, State.QUEUED, State.FAILED, State.RECALLED}),
    # A letter that came back goes out again, or nobody knows where to.
    State.SENT: frozenset({State.FAILED}),
    State.FAILED: frozenset({State.QUEUED, State.RECALLED}),
    State.RECALLED: frozenset(),
}
ENDED = frozenset({State.SENT, State.FAILED, State.RECALLED})


def may_become(now: str, then: State) -> bool:
    return then in MAY_FOLLOW[State(now)]
