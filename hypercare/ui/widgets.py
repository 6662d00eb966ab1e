"""Controls of the administration, mended."""

from typing import Any

from django.contrib.admin.widgets import AdminSplitDateTime


class NamedSplitDateTime(AdminSplitDateTime):
    """Django's two boxes for an instant, each with a name for who cannot see them."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        for widget, name in zip(self.widgets, ("Date", "Time"), strict=True):
            widget.attrs["aria-label"] = name
