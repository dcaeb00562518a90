"""Wiring only. The Celery app is imported here, or `.delay` finds a default broker."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
