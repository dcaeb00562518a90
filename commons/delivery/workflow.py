from commons.delivery.enums import DeliveryState as State

MAY_FOLLOW: dict[State, frozenset[State]] = {
    State.QUEUED: frozenset({State.SENDING, State.RECALLED}),
    State.SENDING: frozenset({State.SENT, State.QUEUED, State.FAILED}),
    State.SENT: frozenset(),
    State.FAILED: frozenset({State.QUEUED, State.RECALLED}),
    State.RECALLED: frozenset(),
}
