"""What somebody writes who has much to say."""

SCREENED = "Rufen Sie mich an: 030 1234567. Dann zeige ich Ihnen die Stelle."
LONG = (
    "An der Kreuzung warten morgens über zweihundert Kinder.\n\n"
    "- Die Autos kommen um die Ecke und sehen sie **spät**.\n"
    "- Im Winter ist es um diese Zeit dunkel.\n\n"
    "> Der Elternvertretung ist das seit Jahren bekannt.\n\n"
    "Mehr dazu: https://example.org/schulweg"
)
