"""Handing an idea to departments: all of it in one transaction, or none."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfReader

from commons.audit.models import AuditEntry
from commons.clock import berlin_today
from commons.delivery import renderers
from commons.delivery.enums import Channel, DeliveryState
from commons.delivery.models import Delivery
from commons.errors import RuleViolation
from commons.files import services as files
from commons.links import services as links
from commons.links.models import SignedLink
from neighbourhood.deadlines.services import due_after
from neighbourhood.pages.queries import contact_for
from participation.ideas.enums import Case, PlaceKind
from participation.moderation.enums import Publication
from participation.referrals.enums import ReferralRole, ReferralState
from participation.referrals.models import Referral
from participation.referrals.services import referring
from participation.referrals.services.recalling import recall
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.factories.ideas import IdeaFactory, IdeaImageFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return make_staff()


@pytest.fixture
def idea():
    return IdeaFactory(case=Case.OPEN)


def refer(idea, lead, *, by, consulted=(), **more):
    return referring.refer(
        idea, lead=lead, consulted=consulted, cover_note="Bitte prüfen.", by=by, **more
    )


def text_of(file):
    reader = PdfReader(io.BytesIO(files.read(file)))
    return "\n".join(page.extract_text() for page in reader.pages)


def test_refer_writes_everything_that_goes_out(idea, moderator):
    department = DepartmentFactory(working_days=15)

    (referral,) = refer(idea, department, by=moderator)

    referral = Referral.objects.get(pk=referral.pk)
    link, delivery = referral.link, referral.delivery
    assert (referral.state, referral.role) == (ReferralState.QUEUED, "lead")
    assert referral.due_on == due_after(berlin_today(), 15)
    assert (link.purpose, link.target_id, link.recipient) == (
        "referral",
        referral.pk,
        department.email,
    )
    assert (delivery.to_address, delivery.channel, delivery.state) == (
        department.email,
        Channel.MAIL,
        DeliveryState.QUEUED,
    )
    assert list(delivery.attachments.all()) == [referral.dossier]


def test_refer_moves_the_case_and_tells_when_news_comes(idea, moderator):
    department = DepartmentFactory()

    (referral,) = refer(idea, department, by=moderator)

    idea.refresh_from_db()
    assert (idea.case, idea.lead_department, idea.next_on) == (
        Case.REFERRED,
        department,
        referral.due_day,
    )


def test_refer_leaves_audit_entries_without_words(idea, moderator):
    (referral,) = refer(idea, DepartmentFactory(), by=moderator)

    entry = AuditEntry.objects.get(verb="referral.created")
    assert (entry.kind, entry.target_id, entry.by_id) == (
        "referral",
        referral.pk,
        moderator.pk,
    )
    assert entry.codes == {
        "department": referral.department_id,
        "role": "lead",
        "due_on": referral.due_day.isoformat(),
    }


def test_refer_asks_others_besides_the_lead(idea, moderator):
    lead, other = DepartmentFactory(), DepartmentFactory(working_days=5)

    referrals = refer(idea, lead, consulted=[other], by=moderator)

    assert [(row.department, row.role) for row in referrals] == [
        (lead, ReferralRole.LEAD),
        (other, ReferralRole.CONSULTED),
    ]
    assert Delivery.objects.count() == 2


def test_others_may_be_asked_later_while_the_lead_has_it(moderator):
    lead = ReferralFactory()
    other = DepartmentFactory()

    referrals = refer(lead.idea, None, consulted=[other], by=moderator)

    lead.idea.refresh_from_db()
    assert [row.role for row in referrals] == [ReferralRole.CONSULTED]
    assert lead.idea.case == Case.REFERRED


def test_one_time_limit_holds_for_all_if_given(idea, moderator):
    departments = [DepartmentFactory(working_days=days) for days in (5, 30)]

    referrals = refer(
        idea, departments[0], consulted=departments[1:], by=moderator, working_days=10
    )

    assert {row.due_on for row in referrals} == {due_after(berlin_today(), 10)}


def test_department_without_mailbox_gets_it_by_hand(idea, moderator):
    (referral,) = refer(idea, DepartmentFactory(email=""), by=moderator)

    assert referral.link is None
    assert (referral.delivery.channel, referral.delivery.to_address) == (
        Channel.MANUAL,
        "",
    )
    assert referral.dossier is not None


def test_refer_takes_up_an_imported_idea_first(moderator):
    idea = IdeaFactory(case=Case.NONE)

    refer(idea, DepartmentFactory(), by=moderator)

    idea.refresh_from_db()
    assert idea.case == Case.REFERRED


def test_new_lead_replaces_the_one_that_gave_it_back(moderator):
    returned = ReferralFactory(state=ReferralState.RETURNED)

    (referral,) = refer(returned.idea, DepartmentFactory(), by=moderator)

    assert referral.replaces == returned


@pytest.mark.parametrize(
    ("publication", "code"),
    (
        (Publication.SUBMITTED, "not_public"),
        (Publication.HIDDEN, "not_public"),
        (Publication.REMOVED, "not_public"),
    ),
)
def test_only_public_ideas_are_referred(moderator, publication, code):
    idea = IdeaFactory(publication=publication)

    with pytest.raises(RuleViolation) as refusal:
        refer(idea, DepartmentFactory(), by=moderator)

    assert refusal.value.code == code
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("state", "code"),
    (
        (ReferralState.QUEUED, "has_lead"),
        (ReferralState.ACKNOWLEDGED, "has_lead"),
        (ReferralState.FAILED, "has_lead"),
    ),
)
def test_second_lead_is_refused_until_the_first_is_recalled(moderator, state, code):
    first = ReferralFactory(state=state)

    with pytest.raises(RuleViolation) as refusal:
        refer(first.idea, DepartmentFactory(), by=moderator)

    assert refusal.value.code == code
    recall(first, by=moderator)
    refer(first.idea, DepartmentFactory(), by=moderator)
    assert Referral.objects.unfinished().leads().count() == 1


def test_department_is_asked_once(idea, moderator):
    department = DepartmentFactory()

    with pytest.raises(RuleViolation) as refusal:
        refer(idea, department, consulted=[department], by=moderator)

    assert refusal.value.code == "department_twice"


def test_department_that_has_it_is_not_asked_again(moderator):
    lead = ReferralFactory()

    with pytest.raises(RuleViolation) as refusal:
        refer(lead.idea, None, consulted=[lead.department], by=moderator)

    assert refusal.value.code == "department_has_it"


def test_department_that_is_gone_is_not_asked(idea, moderator):
    with pytest.raises(RuleViolation) as refusal:
        refer(idea, DepartmentFactory(is_active=False), by=moderator)

    assert refusal.value.code == "department_inactive"


def test_nobody_is_asked_without_a_lead(idea, moderator):
    with pytest.raises(RuleViolation) as refusal:
        refer(idea, None, consulted=[DepartmentFactory()], by=moderator)

    assert refusal.value.code == "no_lead"


def test_dossier_holds_the_whole_idea_as_text(moderator):
    idea = IdeaFactory(
        case=Case.OPEN,
        title="Bank #set text(red) *am* Platz",
        text="Erster Absatz.\n\n- eins\n- zwei\n\n#panic() $x$ <script>",
        place_kind=PlaceKind.PIN,
        place_text="Blumenplatz",
        lon=13.41,
        lat=52.56,
        east_m=392_000.4,
        north_m=5_824_000.6,
        support_count=12,
    )

    contact = contact_for(idea.region)

    (referral,) = refer(idea, DepartmentFactory(name="Amt für Bänke"), by=moderator)

    text = " ".join(text_of(referral.dossier).split())
    for part in (
        "Bank #set text(red) *am* Platz",
        "Erster Absatz.",
        "#panic() $x$ <script>",
        idea.number,
        idea.topic.name,
        idea.region.name,
        "Blumenplatz",
        "52.56000 N, 13.41000 O; ETRS89/UTM 33N 392000 O, 5824001 N",
        "Amt für Bänke",
        "Bitte prüfen.",
        contact.unit,
        contact.phone,
    ):
        assert part in text, part


def test_dossier_holds_the_pictures_with_their_words(idea, moderator):
    picture = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(picture, "JPEG")
    upload = SimpleUploadedFile("platz.jpg", picture.getvalue())
    IdeaImageFactory(
        idea=idea,
        stored_file=files.store_image(upload, by=None),
        alt_text="Der leere Platz",
    )

    (referral,) = refer(idea, DepartmentFactory(), by=moderator)

    reader = PdfReader(io.BytesIO(files.read(referral.dossier)))
    assert "Bild 1: Der leere Platz" in text_of(referral.dossier)
    assert sum(len(page.images) for page in reader.pages) == 1


def test_dossier_of_an_idea_that_is_only_a_title(moderator):
    idea = IdeaFactory(case=Case.OPEN, text="")

    (referral,) = refer(idea, DepartmentFactory(email=""), by=moderator)

    text = text_of(referral.dossier)
    assert "Die Idee hat nur einen Titel." in text
    assert "über den Link" not in text


def test_dossier_is_tagged_german_and_titled(idea, moderator):
    (referral,) = refer(idea, DepartmentFactory(), by=moderator)

    reader = PdfReader(io.BytesIO(files.read(referral.dossier)))
    assert reader.metadata.title == idea.title
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "de"


def test_mail_carries_title_date_and_a_link_that_opens_the_case(idea, moderator):
    (referral,) = refer(idea, DepartmentFactory(), by=moderator)

    mail = renderers.get("referrals.referral")(referral.delivery)

    due = referral.due_day.strftime("%d.%m.%Y")
    token = links.token_of(SignedLink.objects.get(pk=referral.link_id))
    assert mail.subject == f"Stellungnahme bis {due}: {idea.title} ({idea.number})"
    assert f"/vorgang/{token}/" in mail.text
    assert f"/vorgang/{token}/" in mail.html
    assert "Bitte prüfen." in mail.text


def test_mail_of_a_recalled_referral_is_withdrawn(idea, moderator):
    (referral,) = refer(idea, DepartmentFactory(), by=moderator)
    recall(referral, by=moderator)

    with pytest.raises(renderers.Withdrawn):
        renderers.get("referrals.referral")(referral.delivery)


def test_recall_before_sending_leaves_nothing_to_send(idea, moderator):
    (referral,) = refer(idea, DepartmentFactory(), by=moderator)

    recall(referral, by=moderator)

    referral.delivery.refresh_from_db()
    referral.link.refresh_from_db()
    assert referral.delivery.state == DeliveryState.RECALLED
    assert referral.link.revoked_at is not None
    assert Delivery.objects.count() == 1


def test_recall_after_sending_tells_the_department(moderator):
    referral = ReferralFactory()

    recall(referral, by=moderator)

    delivery = Delivery.objects.get()
    mail = renderers.get(delivery.renderer)(delivery)
    assert delivery.to_address == referral.department.email
    assert mail.subject == (
        f"Erledigt: Sie müssen nichts mehr tun ({referral.idea.number})"
    )
    assert "/vorgang/" not in mail.text
