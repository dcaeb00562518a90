"""A round reaches a department whose mailbox changed, or which another took over."""

import pytest

from commons.accounts.enums import Role
from commons.accounts.visitors import visitor_for
from commons.delivery.models import Delivery
from commons.delivery.services.failures import readdress
from commons.errors import RuleViolation
from commons.links.services import is_valid
from neighbourhood.departments.services.merging import merge
from neighbourhood.rounds.enums import RoundState
from neighbourhood.rounds.models import RoundParty
from neighbourhood.rounds.queries.waiting import invited
from neighbourhood.rounds.services import deciding, taking_part
from neighbourhood.rounds.services.taking_part import Said
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.rounds import make_member, make_round, party_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return make_staff(Role.COORDINATOR)


def failed(party):
    mail = party.delivery
    Delivery.objects.filter(pk=mail.pk).update(
        state="failed", failed_at=mail.created_at
    )
    return mail


def test_live_round_goes_on_with_the_department_that_took_over(by):
    source, other = DepartmentFactory.create_batch(2)
    target = DepartmentFactory()
    row = make_round(source, other)
    party = party_of(row, source)
    member = make_member(source)

    merge(source, into=target, by=by)

    after = RoundParty.objects.get(pk=party.pk)
    party.delivery.refresh_from_db()
    assert after.department == target
    assert after.delivery.to_address == after.link.recipient == target.email
    assert (party.delivery.state, is_valid(party.link)) == ("recalled", True)
    assert [item.title for item in invited(visitor_for(member))] == [row.title]


def test_who_has_spoken_is_not_invited_again_but_reads_the_result(by):
    source, other, target = DepartmentFactory.create_batch(3)
    row = make_round(source, other)
    party = party_of(row, source)
    taking_part.state(party, Said("agree", "Das passt."), by=make_member(source))

    merge(source, into=target, by=by)
    deciding.cancel(row, reason="Hat sich erledigt.", by=by)

    mails = Delivery.objects.filter(to_address=target.email)
    assert [mail.renderer for mail in mails] == [deciding.ENDED]


@pytest.mark.parametrize("state", (RoundState.CLOSED, RoundState.CANCELLED))
def test_ended_round_stays_as_it_was(by, state):
    source, other, target = DepartmentFactory.create_batch(3)
    row = make_round(source, other, state=state)

    merge(source, into=target, by=by)

    assert row.parties.filter(department=source).exists()


def test_department_that_takes_part_already_gets_no_second_place(by):
    source, target = DepartmentFactory.create_batch(2)
    row = make_round(source, target)

    merge(source, into=target, by=by)

    assert row.parties.filter(department=source).count() == 1


def test_mended_address_gets_a_link_of_its_own(by):
    party = party_of(make_round())

    readdress(failed(party), address="post@amt.example", because="Tippfehler", by=by)

    after = RoundParty.objects.get(pk=party.pk)
    party.link.refresh_from_db()
    assert after.link.recipient == "post@amt.example"
    assert party.link.revoked_at is not None


def test_invitation_to_a_round_that_is_over_goes_nowhere(by):
    mail = failed(party_of(make_round(state=RoundState.CLOSED)))

    with pytest.raises(RuleViolation) as refusal:
        readdress(mail, address="post@amt.example", because="Tippfehler", by=by)

    assert refusal.value.code == "round_over"
