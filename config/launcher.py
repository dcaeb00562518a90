"""Start one program: drop root, end with the parent, then become the program.

Called as `python -I -S launcher.py PARENT SIGNAL UID GID PROGRAM ARGUMENT…`. A script
of its own because code between fork and exec is unsafe in a process with threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
SUPERVISED = "BINDEGLIED_SUPERVISED"


def send_at_parents_death(number: int) -> None:
    """Ask the kernel for a signal to us when our parent dies; Linux alone can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)


def die_with_parent() -> None:
    """Let the worker of a server that `up` started die with that server.

    Granian's workers notice nothing when their own parent is killed and keep the port.
    """
    if SUPERVISED in os.environ:
        send_at_parents_death(signal.SIGTERM)


def main(arguments: list[str]) -> None:
    parent, number, uid, gid = (int(word) for word in arguments[:4])
    program = arguments[4:]
    if uid != os.geteuid():
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # After the change of user, which would clear it.
    send_at_parents_death(number)
    if os.getppid() != parent:
        sys.exit("The parent ended before its child began.")
    os.execv(program[0], program)  # noqa: S606 -- our own fixed commands


if __name__ == "__main__":
    main(sys.argv[1:])
