"""Let schemathesis ask the running application whatever its own schema allows, and much that it forbids.

python -m tests.contract [options of `schemathesis run`]

Fails on an answer of 5xx, on a status, type or body that the schema does not name, on a malformed request
that is accepted and on a well-formed one that is refused.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from hypercare.runtime.location import PROJECT
from tests.stack import Stack

FOLDER = PROJECT / "var" / "api-test"
TEMPLATE = Path(__file__).with_name("schemathesis.toml")
BUILD = "from tests.contract.scene import build; build()"
EXAMPLES_EACH = "8"
CALLERS = {  # who asks, and what of it
    "everything": (),
    "reads": ("--phases", "examples"),
}


def main(more: list[str]) -> int:
    """The exit code: 0 when everything held."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    stack = Stack(FOLDER)
    try:
        stack.start()
        made = json.loads(stack.manage("shell", "-v0", "-c", BUILD))
        config = FOLDER / "schemathesis.toml"
        config.write_text(TEMPLATE.read_text().replace("THE_ITEM", made["item"]))
        codes = [ask(stack, config, made[caller], [*how, *more]) for caller, how in CALLERS.items()]
        return max(codes)
    finally:
        stack.stop()


def ask(stack: Stack, config: Path, key: str, more: list[str]) -> int:
    """One run as the owner of a key."""
    program = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(config), "run"]
    address = f"{stack.url}/api/v1/schema/?format=json"
    header = f"Authorization: Bearer {key}"
    command = [*program, address, "-H", header, "-n", EXAMPLES_EACH, "--no-shrink", *more]
    return subprocess.run(command, cwd=FOLDER, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
