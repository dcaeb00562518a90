"""The whole road of a network, with a script and without; axe on its first pages.

Found it, invite, come in by the mail, post with a file, answer that post by mail through
a real mail server, bring a concern into a round of Ämter, book the house's room.
"""

from email.message import EmailMessage

import pytest
from playwright.sync_api import expect

from commons.accounts.enums import Role
from commons.incoming.services import fetching
from participation.discussion.models import Comment
from participation.networks.models import Concern, Network, Post
from participation.pool.models import Booking, Offer
from tests.e2e import circles
from tests.e2e.looking import faults_of
from tests.e2e.people import make_staff_with_password, open_signed_in
from tests.e2e.stack import NARROW, REPLIES, text_of, wait_for
from tests.factories.accounts import UserFactory
from tests.factories.departments import DepartmentFactory
from tests.factories.networks import make_house, speaker_of
from tests.factories.pool import on_day
from tests.mail.stack import OURS, running
from tests.pdfs import pdf

pytestmark = [pytest.mark.e2e]
TITLE = "Wer putzt am Samstag"
SAID = "Ich bringe einen Eimer mit."
WANTED = "Abends ist es am Brunnen dunkel."
RESULT = "Im Herbst kommen zwei Leuchten."


@pytest.fixture(scope="module")
def mail_server():
    with running() as server:
        yield server


@pytest.fixture
def _mailbox(mail_server, settings):
    """Who fetches is this process; the worker of the stack reads what was fetched."""
    settings.IMAP_URL, settings.REPLY_ADDRESS = mail_server.imap_url, REPLIES


class Road:
    """Two people and a house; each step leaves what the next one needs."""

    def __init__(self, visitors, stack, has_script):
        self.visitors, self.stack, self.has_script = visitors, stack, has_script
        self.options = {"java_script_enabled": has_script}
        mark = "mit" if has_script else "ohne"
        self.name = f"Kiezrunde am Trinkbrunnen {mark}"
        self.house = make_house(name=f"Haus am Trinkbrunnen {mark}")
        self.founder, self.guest = speaker_of(self.house), UserFactory()
        self.host = self.page_of(self.founder)
        self.visitor = self.page_of(self.guest)

    def page_of(self, person):
        return open_signed_in(self.visitors, person, **self.options)

    def looks_well(self, page, name):
        """axe itself is a script."""
        assert not self.has_script or faults_of(page, name) == []

    def begin(self):
        circles.found(self.host, self.house, self.name)
        circles.invite(self.host, self.guest.email)
        self.looks_well(self.host, "netzwerk-koordinieren")
        mail = self.stack.wait_for_mail(self.guest.email, "Einladung")
        circles.open_link(self.visitor, mail, self.name)
        self.looks_well(self.visitor, "netzwerk-einladung-link")
        circles.see_invitation(self.visitor, self.name)
        self.looks_well(self.visitor, "netzwerk-einladung")
        circles.come_in(self.visitor)
        assert self.house.name in circles.members_on(self.visitor).inner_text()
        self.network = Network.objects.get(name=self.name)
        circles.hear_at_once(self.visitor, self.network)

    def post(self, file):
        """It appears by itself on an open page; without a script one loads it anew."""
        self.visitor.goto(self.network.get_absolute_url())
        words = {"title": TITLE, "text": "Wir treffen uns um zehn."}
        circles.write_post(self.host, self.network, file=file, **words)
        if not self.has_script:
            self.visitor.reload()
        expect(circles.main_of(self.visitor)).to_contain_text(TITLE)
        return Post.objects.get(network=self.network)

    def reads_comment(self, page, words):
        """An open page tells of it; without a script one loads it anew."""
        if self.has_script:
            page.get_by_role("link", name="1 neuer Kommentar").click()
        else:
            page.reload()
        expect(circles.main_of(page)).to_contain_text(words)

    def answer_by_mail(self, server, post):
        mail = self.stack.wait_for_mail(self.guest.email, TITLE)
        answer = reply_to(mail, sender=self.guest.email)
        server.send(answer.as_bytes(), sender=self.guest.email, to=answer["To"])
        server.wait_for(OURS, 1)
        assert fetching.fetch().taken == 1
        return wait_for(Comment.objects.filter(thread__network_post=post))

    def bring_concern(self, title):
        office = DepartmentFactory(name=f"Amt für Wege und Licht: {title}")
        circles.raise_concern(self.host, self.network, title=title, text=WANTED)
        staff = make_staff_with_password(Role.COORDINATOR)
        desk = self.page_of(staff)
        circles.go_to_concern(desk, title)
        circles.bring(desk, office)
        meeting = Concern.objects.get(title=title).round
        amt = self.visitors.new(viewport=NARROW, **self.options)
        circles.speak(amt, meeting.parties.get(), wanted=WANTED)
        circles.decide(desk, meeting, words=RESULT)

    def book_room(self, title):
        circles.offer_room(self.host, self.house, title)
        self.visitor.goto(Offer.objects.get(title=title).get_absolute_url())
        self.visitor.get_by_role("link", name="Zeit anfragen").click()
        circles.ask_for_room(self.visitor, on_day(6))
        expect(circles.main_of(self.visitor)).to_contain_text("angefragt")
        circles.confirm(self.host, Booking.objects.get(offer__title=title))
        self.stack.wait_for_mail(self.guest.email, "bestätigt")


def reply_to(mail, *, sender):
    """What a mail program makes of it: the answer above, the mail quoted below."""
    quoted = text_of(mail).replace("\n", "\n> ")
    answer = EmailMessage()
    answer["From"], answer["To"] = sender, mail["Reply-To"]
    answer["Subject"] = f"Re: {mail['Subject']}"
    answer["In-Reply-To"] = mail["Message-ID"]
    answer["Message-ID"] = f"<antwort.{sender}>"
    answer.set_content(
        f"{SAID}\n\nAm 23.11.26 um 09:14 schrieb Bindeglied:\n> {quoted}"
    )
    return answer


@pytest.mark.usefixtures("_mailbox")
@pytest.mark.parametrize("has_script", (True, False), ids=("script", "no script"))
def test_a_network_goes_its_whole_road(
    visitors, stack, mail_server, tmp_path, has_script
):
    road = Road(visitors, stack, has_script)
    file = tmp_path / "putzplan.pdf"
    file.write_bytes(pdf())

    road.begin()
    post = road.post(file)
    road.host.goto(post.get_absolute_url())
    expect(road.host.get_by_role("link", name="putzplan.pdf")).to_be_visible()
    comment = road.answer_by_mail(mail_server, post)
    assert (comment.text, comment.author) == (SAID, road.guest)
    road.reads_comment(road.host, SAID)
    road.bring_concern(f"Licht am Trinkbrunnen {has_script}")
    road.visitor.goto(road.network.get_absolute_url())
    expect(circles.main_of(road.visitor)).to_contain_text(RESULT)
    road.book_room(f"Saal am Trinkbrunnen {has_script}")
