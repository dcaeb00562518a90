"""Start one program: drop root, end with the parent, then become the program.

Called as `python -I -S launcher.py PARENT SIGNAL UID GID PROGRAM ARGUMENT…`. A script
of its own because code between fork and exec is unsafe in a process with threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def main(arguments: list[str]) -> None:
    parent, signal_number, uid, gid = (int(word) for word in arguments[:4])
    program = arguments[4:]
    if uid != os.geteuid():
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if sys.platform == "linux":
        # After the change of user, which would clear it.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal_number)
        if os.getppid() != parent:
            sys.exit("The parent ended before its child began.")
    os.execv(program[0], program)  # noqa: S606 -- our own fixed commands


if __name__ == "__main__":
    main(sys.argv[1:])
