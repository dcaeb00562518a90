"""What somebody types into the form of an idea, and how a picture looks."""

import re
import uuid
from html.parser import HTMLParser
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from commons.delivery.models import Delivery
from commons.delivery.services import body_of
from neighbourhood.departments.models import Topic
from neighbourhood.regions.models import Region

CREATE = "/ideen/neu/"
SEND = "/ideen/neu/absenden/"


def typed(**changes):
    """A complete form without a particular place."""
    region = Region.objects.get(slug="pankow-zentrum")
    topic = Topic.objects.filter(is_active=True).order_by("pk").first()
    fields = {
        "key": str(uuid.uuid4()),
        "title": "Mehr Bänke am Anger",
        "text": "Wer **alt** ist, muss sitzen können.",
        "topic": topic.pk,
        "place_kind": "none",
        "address": "",
        "lat": "",
        "lon": "",
        "place_note": "",
        "region": region.pk,
    }
    return fields | changes


def written(client, **changes):
    """Post the form as an anonymous visitor; gives the key of the draft."""
    fields = typed(**changes)
    response = client.post(CREATE, fields)
    assert response.status_code == 302, response.context["form"].errors
    return fields["key"]


def ask_for_code(client, key, email="neu@example.org", **fields):
    """Ask for a code as the page does; gives the code that went into the outbox."""
    response = client.post(
        reverse("ideas:idea-send-mail"), {"key": key, "email": email, **fields}
    )
    assert response.status_code == 302, response.content.decode()
    return last_code()


def last_code():
    return body_of(Delivery.objects.latest("pk"))["code"]


def picture(name="bank.jpg", *, size=(900, 600), colour="green", kind="JPEG"):
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, kind)
    return SimpleUploadedFile(name, content.getvalue(), f"image/{kind.lower()}")


def text_of(response):
    """The words of a page, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class DangerReader(HTMLParser):
    """Collects what a browser would run or load that our templates did not write."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "script" and not (values.get("src") or "").startswith("/static/"):
            self.found.append((tag, values))
        for name, value in attrs:
            is_handler = name.startswith("on")
            scheme = (value or "").strip().lower().split(":")[0]
            if is_handler or scheme in {"javascript", "data", "vbscript"}:
                self.found.append((tag, name, value))


def dangers_in(page):
    reader = DangerReader()
    reader.feed(page)
    return reader.found
