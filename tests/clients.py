"""The test client whose GET and HEAD may not write, and how people sign in with it."""

from django.contrib.auth import BACKEND_SESSION_KEY, get_user_model
from django.db import connection, transaction
from django.test import Client

ALLAUTH = "allauth.account.auth_backends.AuthenticationBackend"
User = get_user_model()
# What the strict client itself adds to each GET: savepoints and the read-only switch.
STRICT_QUERIES = 5


class StrictClient(Client):
    """Django's client; PostgreSQL itself refuses a GET or HEAD that writes or locks."""

    def generic(self, method, *args, **kwargs):
        if method not in ("GET", "HEAD"):
            return super().generic(method, *args, **kwargs)
        with transaction.atomic():
            savepoint = transaction.savepoint()
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL transaction_read_only = on")
            try:
                return super().generic(method, *args, **kwargs)
            finally:
                # Back at the savepoint the outer transaction may write again, even
                # where a refused write inside `atomic` has marked it as broken.
                transaction.set_rollback(False)
                transaction.savepoint_rollback(savepoint)


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user, backend=ALLAUTH)
    assert client.session[BACKEND_SESSION_KEY] == ALLAUTH
    return client
