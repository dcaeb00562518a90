"""Referring, responding, the ladder, answering: one module each."""
