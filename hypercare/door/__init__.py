"""Signing in and what guards it: password, second factor, the way back in. On top of django-allauth."""
