"""`make run`: the embedded servers, a development outbox, no HTTPS."""

import os

os.environ.setdefault("SECRET_KEY", "development-only-never-use-in-production")

from hypercare.settings.base import *

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *ALLOWED_HOSTS]
SHOW_OUTBOX = True
ALLOW_DEMO = True
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
# In a real deployment the proxy compresses, outside Python's threads.
MIDDLEWARE = ["django.middleware.gzip.GZipMiddleware", *MIDDLEWARE]
