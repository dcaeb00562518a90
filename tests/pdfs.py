"""PDFs as people and attackers send them."""

from io import BytesIO

from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject


def pdf(*, script="", program="", password="", attached=b"", pages=1):
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 200)
    if script:
        action = {NameObject("/S"): NameObject("/JavaScript")}
        action[NameObject("/JS")] = TextStringObject(script)
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    if program:
        # What it does is named elsewhere in the file.
        kind = writer._add_object(NameObject("/Launch"))
        action = {NameObject("/S"): kind, NameObject("/F"): TextStringObject(program)}
        writer.root_object[NameObject("/A")] = DictionaryObject(action)
    if attached:
        writer.add_attachment("liste.exe", attached)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    content = BytesIO()
    writer.write(content)
    return content.getvalue()
