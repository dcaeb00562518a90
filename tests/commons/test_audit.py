"""The record of deeds: what it takes, that nobody changes it, that it is proved."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from commons.audit import queries, services
from commons.audit.models import AuditEntry, AuditSeal
from commons.audit.queries import Anchor
from commons.verbs import registry
from commons.verbs.services import happened
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def record(count=1):
    return [
        services.record("test.seen", by=None, kind="user", target_id=number)
        for number in range(count)
    ]


def seal_everything():
    """Seal entries of this very transaction, which is not settled."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE audit_auditentry SET transaction_id = 3")
        cursor.execute("SET LOCAL session_replication_role = origin")
        sealed = services.seal()
        # What a commit would check, so that tampering comes after it.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return sealed


def tamper(statement, *values):
    """Change the record as somebody does who rules over the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def greeted():
    before = dict(registry._verbs)
    registry.declare(registry.Verb("test.met", words="trifft"))
    yield
    registry._verbs.clear()
    registry._verbs.update(before)


@pytest.mark.usefixtures("greeted")
def test_every_happening_leaves_one_entry_with_ids_and_codes():
    doer, met = UserFactory(), UserFactory()

    happened("test.met", met, by=doer, place=7, how="by_chance", ids=[1, 2])

    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.kind, entry.target_id, entry.by_id, entry.codes) == (
        "test.met",
        "user",
        met.pk,
        doer.pk,
        {"place": 7, "how": "by_chance", "ids": [1, 2]},
    )


@pytest.mark.parametrize(
    "text",
    (
        "Das ist ein Satz",
        "mensch@example.org",
        "Müller",
        "a" * 81,
        "line\nbreak",
        {"nested": 1},
        ["fine", "not fine"],
        1.5,
    ),
)
@pytest.mark.usefixtures("greeted")
def test_no_entry_takes_words_or_names(text):
    with pytest.raises(ValueError, match="not an id or a code"):
        services.record("test.seen", by=None, codes={"why": text})
    with pytest.raises(ValueError, match="not an id or a code"):
        services.record_many("test.seen", kind="", target_ids=[1], codes={"why": text})
    with pytest.raises(ValueError, match="not an id or a code"):
        happened("test.met", UserFactory(), by=None, why=text)

    assert AuditEntry.objects.count() == 0


def test_an_import_records_the_same_for_all():
    services.record_many("test.seen", kind="user", target_ids=[5, 6], codes={"a": True})

    assert list(
        AuditEntry.objects.order_by("pk").values_list("target_id", "codes")
    ) == [
        (5, {"a": True}),
        (6, {"a": True}),
    ]


@pytest.mark.parametrize(
    "statement",
    (
        "UPDATE audit_auditentry SET verb = 'other'",
        "DELETE FROM audit_auditentry",
        "TRUNCATE audit_auditentry CASCADE",
        "UPDATE audit_auditseal SET digest = ''",
        "DELETE FROM audit_auditseal",
        "TRUNCATE audit_auditseal",
    ),
)
def test_the_database_refuses_to_change_or_forget(statement):
    record()
    seal_everything()

    with (
        pytest.raises(IntegrityError, match="is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert (AuditEntry.objects.count(), AuditSeal.objects.count()) == (1, 1)


def test_nobody_chooses_the_transaction_an_entry_belongs_to():
    (entry,) = record()
    forged = AuditEntry.objects.create(
        verb="test.forged", recorded_at=entry.recorded_at, transaction_id=1
    )

    entry.refresh_from_db()
    forged.refresh_from_db()
    assert forged.transaction_id == entry.transaction_id > 1


def test_an_entry_of_a_running_transaction_is_not_sealed():
    record()

    assert services.seal() == 0


def test_an_entry_restored_from_another_cluster_is_sealed():
    record()
    tamper("UPDATE audit_auditentry SET transaction_id = 10000000000")

    assert services.seal() == 1


def test_a_sound_chain_is_proved_with_its_tail_and_its_anchor():
    record(3)
    seal_everything()
    record(2)

    result = queries.verify()

    assert (result.is_intact, result.head.position, result.unsealed) == (True, 3, 2)
    assert queries.verify(anchor=result.head).is_intact


def test_sealing_goes_on_where_it_ended():
    record(2)
    seal_everything()
    record(2)
    seal_everything()

    assert list(AuditSeal.objects.values_list("position", flat=True)) == [1, 2, 3, 4]
    assert queries.verify().is_intact


@pytest.mark.parametrize(
    ("column", "value"),
    (
        ("verb", "test.other"),
        ("kind", "idea"),
        ("target_id", 999),
        ("by_id", 1),
        ("codes", '{"a": 1}'),
        ("recorded_at", "2020-01-01T00:00:00Z"),
        ("transaction_id", 2),
    ),
)
def test_a_changed_entry_is_named(column, value):
    _, second, third = record(3)
    seal_everything()
    for entry in (third, second):
        tamper(
            f"UPDATE audit_auditentry SET {column} = %s WHERE id = %s", value, entry.pk
        )

    result = queries.verify()

    assert (result.head.position, result.broken_position) == (1, 2)
    assert result.broken_entry == second.pk


def test_a_taken_entry_is_named():
    _, second, _ = record(3)
    seal_everything()
    tamper("DELETE FROM audit_auditentry WHERE id = %s", second.pk)

    result = queries.verify()

    assert (result.broken_position, result.broken_entry) == (2, second.pk)


def test_a_taken_seal_is_named_by_its_place():
    record(3)
    seal_everything()
    tamper("DELETE FROM audit_auditseal WHERE position = 2")

    result = queries.verify()

    assert (result.broken_position, result.broken_entry) == (2, None)


def test_an_anchor_shows_a_chain_that_was_cut_or_written_anew():
    record(3)
    seal_everything()
    noted = queries.verify().head
    tamper("DELETE FROM audit_auditseal WHERE position = 3")

    cut = queries.verify(anchor=noted)
    rewritten = queries.verify(anchor=Anchor(2, noted.digest))

    assert queries.verify().is_intact
    assert (cut.broken_position, rewritten.broken_position) == (3, 2)


def test_verify_audit_says_what_is_sound():
    record(2)
    seal_everything()
    record(1)
    out = io.StringIO()

    call_command("verify_audit", stdout=out)

    head = queries.verify().head
    assert out.getvalue() == (
        "2 Einträge versiegelt und unversehrt, 1 noch nicht versiegelt.\n"
        f"Anker: 2:{head.digest}\n"
    )


def test_verify_audit_names_the_first_broken_entry_and_fails():
    _, second = record(2)
    seal_everything()
    tamper("UPDATE audit_auditentry SET by_id = 7 WHERE id = %s", second.pk)

    with pytest.raises(CommandError) as error:
        call_command("verify_audit")

    assert str(error.value) == (
        f"Die Kette ist gebrochen bei Siegel 2, Eintrag {second.pk}: Eintrag oder "
        "Siegel wurde verändert. Unversehrt bis Siegel 1; 0 Einträge sind noch nicht "
        "versiegelt."
    )


@pytest.mark.parametrize("written", ("1", "0:" + "a" * 64, "1:" + "A" * 64, "1:ab"))
def test_verify_audit_refuses_an_anchor_that_is_none(written):
    with pytest.raises(CommandError, match="POSITION:DIGEST"):
        call_command("verify_audit", f"--anchor={written}")
