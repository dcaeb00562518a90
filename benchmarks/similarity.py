"""`make eval-similar`: how often the list under the title shows the right ideas.

It starts a PostgreSQL of its own, fills it with the texts of a citizens' dialogue
(Bonn 2017; BINDEGLIED_DATA names the folder) and asks for each idea that somebody
labelled. `IDEAS=100000 make eval-similar` fills up to so many and times the answers.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded import places, servers

FAST = servers.Wanted(is_durable=False)
IDEAS = int(os.environ.get("IDEAS", "0"))


def main() -> None:
    with database():
        import django  # noqa: PLC0415 -- needs the environment of the servers

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup()

        from benchmarks import judgement, seed  # noqa: PLC0415 -- needs django.setup()

        call_command("migrate", verbosity=0)
        call_command("load_facts", verbosity=0)
        if not judgement.TEXTS.exists():
            sys.exit(f"eval-similar: the real texts are not at {judgement.TEXTS}")
        if IDEAS:
            seed.seed(IDEAS)
            print(*judgement.times(), sep="\n")
        else:
            ideas = judgement.fill()
            print(*judgement.measure(ideas), sep="\n")


@contextmanager
def database() -> Iterator[None]:
    """Servers in a folder that ends with the run."""
    folder = Path(tempfile.mkdtemp(prefix="bindeglied-similar-"))
    os.environ |= {
        "LOCAL_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "LOG_LEVEL": "WARNING",
    }
    where = places(folder)
    try:
        with servers.start(where, FAST):
            yield
    finally:
        shutil.rmtree(where.state, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
