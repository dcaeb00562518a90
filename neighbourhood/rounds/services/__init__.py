"""Convening, taking part, talking, deciding, reminding: one module each."""
