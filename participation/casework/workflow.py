"""What may follow what, for a case that is put together as a file."""

from participation.casework.enums import FileState as S

MAY_FOLLOW: dict[S, frozenset[S]] = {
    S.WAITING: frozenset({S.READY, S.FAILED, S.GONE}),
    S.READY: frozenset({S.GONE}),
    S.FAILED: frozenset({S.GONE}),
    S.GONE: frozenset(),
}
INITIAL = S.WAITING
# What ends each wait: the task that makes it, and the one that clears up.
WAITING: dict[S, str] = {
    S.WAITING: "casework.make_files",
    S.READY: "casework.sweep_files",
    S.FAILED: "casework.sweep_files",
}


def may_become(now: str, then: S) -> bool:
    return then in MAY_FOLLOW[S(now)]
