"""Referring, the desk's pages, answering; the departments' side; links."""
