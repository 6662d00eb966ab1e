"""Real titles, and words that some launches never use."""

from pathlib import Path

TITLES = (Path(__file__).parent / "text" / "titles.txt").read_text().splitlines()
FAMILIES = 4
# One word of each family stands in most of its texts and in no other family's.
FAMILY_WORDS = ("settlement", "chargeback", "underwriting", "reconciliation")
COMMON_WORD = "platform"
