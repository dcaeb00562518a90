"""Addresses as QR codes, for paper."""

import io

import segno

SCALE = 8  # pixels a module


def png(address: str) -> bytes:
    """Error correction "m": 15 percent of it may be torn or dirty."""
    content = io.BytesIO()
    segno.make(address, error="m").save(content, kind="png", scale=SCALE, border=2)
    return content.getvalue()
