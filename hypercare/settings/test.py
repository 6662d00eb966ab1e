"""Tests: the same engines, cheap passwords, mail kept in memory."""

import os

from tests import session

os.environ |= session.ADDRESSES

from hypercare.settings.dev import *

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "testserver"]
WHITENOISE_AUTOREFRESH = True
