"""`make bench`: the development server, with the floor's two pages beside the real ones."""

from hypercare.settings.dev import *

ROOT_URLCONF = "tests.benchmarks.urls"
