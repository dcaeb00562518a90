"""What people type about an idea. Forms clean shapes; services decide."""

from participation.ideas.forms.place import PlaceForm
from participation.ideas.forms.sending import (
    AddressForm,
    ClaimForm,
    CodeForm,
    KeyForm,
    SupportForm,
    VersionForm,
    WithoutAddressForm,
)
from participation.ideas.forms.writing import (
    IdeaForm,
    PictureForm,
    PicturesForm,
    content_of_idea,
)

__all__ = [
    "AddressForm",
    "ClaimForm",
    "CodeForm",
    "IdeaForm",
    "KeyForm",
    "PictureForm",
    "PicturesForm",
    "PlaceForm",
    "SupportForm",
    "VersionForm",
    "WithoutAddressForm",
    "content_of_idea",
]
