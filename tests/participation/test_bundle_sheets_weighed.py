"""What a workbook says of itself is not believed: it is weighed as it is."""

import io
import struct
import tracemalloc
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from participation.bundles import sheet_reading, sheets
from participation.bundles.queries.answering import rows_for_department
from tests.clients import StrictClient
from tests.factories.accounts import make_staff
from tests.factories.departments import DepartmentFactory
from tests.participation.bundling import enter, page_of, with_department

pytestmark = pytest.mark.django_db


@pytest.fixture
def bundle():
    return with_department(2, DepartmentFactory(), by=make_staff())[0]


def test_part_that_lies_about_its_size_is_never_unpacked_whole(bundle):
    real, claimed = 64 * 1024**2, 1_000
    out = io.BytesIO(sheets.workbook_of(bundle))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("docProps/lie.xml", b" " * real)
    lying = out.getvalue()
    sums = zlib.crc32(b" " * real), zlib.crc32(b" " * claimed)
    for number, lie in ((real, claimed), sums):
        lying = lying.replace(struct.pack("<I", number), struct.pack("<I", lie))

    tracemalloc.start()
    try:
        sheet_reading.read(lying, bundle, rows_for_department(bundle))
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < real / 2


def test_number_without_end_is_a_fault_of_its_cell(bundle):
    browser = StrictClient()
    enter(browser, bundle)
    book = load_workbook(io.BytesIO(sheets.workbook_of(bundle)))
    at = list(sheets.COLUMNS).index("costs") + 1
    book["Antworten"].cell(2, at).value = 4711
    plain, out = io.BytesIO(), io.BytesIO()
    book.save(plain)
    endless = b"<v>%s</v>" % (b"9" * 4000)
    with zipfile.ZipFile(plain) as parts, zipfile.ZipFile(out, "w") as new:
        for info in parts.infolist():
            part = parts.read(info).replace(b"<v>4711</v>", endless)
            new.writestr(info.filename, part)

    file = SimpleUploadedFile("antworten.xlsx", out.getvalue())
    page = browser.post(page_of(bundle, "sheet-upload"), {"sheet": file})

    assert page.status_code == 422
    assert "Excel" in page.content.decode()
