"""Referring, responding, reminding, answering: one module each."""
