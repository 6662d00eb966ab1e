"""Which launch a public address belongs to: asked by everybody who reports, and seldom answered anew."""

import time
from functools import lru_cache

from hypercare.launches.models import Launch

REMEMBERED_SECONDS = 10  # a form whose address was changed answers at the old one no longer than this


def launch_of_form(form_key: str) -> Launch:
    """The launch whose feedback form has this key. Raises `Launch.DoesNotExist`, which is not remembered."""
    return _launch_of_form(form_key, int(time.monotonic() // REMEMBERED_SECONDS))


@lru_cache(maxsize=512)
def _launch_of_form(form_key: str, _period: int) -> Launch:
    return Launch.objects.get(form_key=form_key)
