from commons.files.services.blackening import Area, blacken
from commons.files.services.images import re_encode
from commons.files.services.names import clean_name
from commons.files.services.storing import (
    dedicate,
    delete,
    read,
    store_bytes,
    store_image,
    sweep,
)

__all__ = [
    "Area",
    "blacken",
    "clean_name",
    "dedicate",
    "delete",
    "re_encode",
    "read",
    "store_bytes",
    "store_image",
    "sweep",
]
