"""Where the embedded services of this project live on this machine."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from hypercare.runtime.errors import OperatorError

PROJECT = Path(__file__).resolve().parents[2]
# Fixed, not TMPDIR: another terminal must find the same folder, and socket paths end at 107 bytes.
SHORT_PARENT = Path("/tmp")  # noqa: S108
USER = "hypercare"
DATABASE = "hypercare"


@dataclass(frozen=True, slots=True)
class Location:
    """`root` holds the data (the project's `var/`), `sockets` is a short private folder derived from it."""

    root: Path

    @classmethod
    def default(cls) -> "Location":
        """The project's own location; the environment variable HYPERCARE_VAR moves it."""
        moved = os.environ.get("HYPERCARE_VAR")
        return cls(Path(moved).expanduser().resolve() if moved else PROJECT / "var")

    @property
    def sockets(self) -> Path:
        """One folder per data folder and user, however long or odd the path is."""
        digest = hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]
        return SHORT_PARENT / f"hypercare-{os.geteuid()}-{digest}"

    @property
    def database_url(self) -> str:
        """What DATABASE_URL would say."""
        return f"postgresql://{USER}@/{quote(str(self.sockets), safe='')}/{DATABASE}"

    @property
    def redis_socket(self) -> Path:
        """The only address Redis listens on."""
        return self.sockets / "redis.sock"

    @property
    def redis_url(self) -> str:
        """What REDIS_URL would say."""
        return f"unix://{self.redis_socket}?db=0"

    @property
    def base_url(self) -> str:
        """Where it was last served from here: commands beside it write the same links."""
        return self._address.read_text() if self._address.exists() else "http://127.0.0.1:8000"

    def remember(self, base_url: str) -> None:
        """Note where it is served from now on."""
        self._address.write_text(base_url)

    @property
    def _address(self) -> Path:
        return self.root / "address"

    def prepare(self) -> None:
        """Make both folders, the sockets' closed to others. Raises `OperatorError`."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.sockets.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise OperatorError(f"A folder cannot be made: {error}") from error
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
            raise OperatorError(
                f"{self.sockets} exists and is not a folder of yours: it must not be used for sockets."
            )
        self.sockets.chmod(0o700)
