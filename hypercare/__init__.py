"""Hypercare: the weeks after a go-live."""

from hypercare.celery import app as celery_app

__all__ = ["celery_app"]
