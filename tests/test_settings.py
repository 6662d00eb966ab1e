"""Every variable that the settings read is documented, and nothing else is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READ = {
    name
    for path in (ROOT / "hypercare" / "settings").glob("*.py")
    for name in re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', path.read_text())
}
TABLE = re.findall(r"^\| (`[^|]+) \|", (ROOT / "README.md").read_text(), re.MULTILINE)
DOCUMENTED = {name for cell in TABLE for name in re.findall(r"`([A-Z_]+)`", cell)}
OF_THE_SUPERVISOR = {"PORT", "HYPERCARE_VAR"}


@pytest.mark.parametrize("name", sorted(READ))
def test_a_variable_that_is_read_is_documented(name: str) -> None:
    assert name in DOCUMENTED


def test_nothing_is_documented_that_nobody_reads() -> None:
    assert DOCUMENTED - OF_THE_SUPERVISOR == READ
