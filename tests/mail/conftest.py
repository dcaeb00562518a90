import pytest


@pytest.fixture(autouse=True)
def _own_address(settings):
    settings.REPLY_ADDRESS = "vorgang@bindeglied.example"
    settings.MAIL_FROM = "Bindeglied <post@bindeglied.example>"
