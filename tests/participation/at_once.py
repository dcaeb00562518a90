"""Several people at the same moment, with real connections and real commits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from commons.errors import RuleViolation


def at_once(*attempts):
    """Run the attempts in threads that start together; their results or refusals."""
    start = Barrier(len(attempts))

    def run(attempt):
        start.wait(timeout=10)
        try:
            return attempt()
        except RuleViolation as violation:
            return violation.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))
