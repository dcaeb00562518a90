"""Learning is a task's business; here somebody asks for it."""

from commons import wake

LEARN = "referrals.learn"
wake.declare(LEARN)


def learn_now() -> None:
    """Learn without waiting for the night; the page says what came of it."""
    wake.on_commit(LEARN, is_asked=True)
