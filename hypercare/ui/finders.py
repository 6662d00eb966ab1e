"""Where Django finds the stylesheet and the script as they are delivered."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

from hypercare.ui.bundles import script, stylesheet

# By the name a page asks for: the list it is made from, and how.
BUNDLES: Mapping[str, tuple[str, Callable[[Path], str]]] = {
    "css/all.css": ("css/app.css", stylesheet),
    "js/all.js": ("js/app.js", script),
}


class BundleFinder(FileSystemFinder):
    """Joins the sources anew whenever somebody looks, so that no step has to be remembered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.BUNDLES_FOLDER)
        self.locations = [("", str(self.folder))]
        self.storages = {str(self.folder): FileSystemStorage(location=self.folder)}

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Every bundle, freshly joined."""
        for name in BUNDLES:
            self._join(name)
            yield name, self.storages[str(self.folder)]

    def find_location(self, root: str, path: str, prefix: str | None = None) -> str | None:
        """The path of a bundle, freshly joined, or nothing when it is no bundle."""
        return str(self._join(path)) if path in BUNDLES else None

    def _join(self, name: str) -> Path:
        source, join = BUNDLES[name]
        path = self.folder / name
        text = join(Path(settings.BASE_DIR) / "static" / source)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            _replace(path, text)
        return path


def _replace(path: Path, text: str) -> None:
    """Write a whole file in one step: web processes start side by side."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
        file.write(text)
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)
