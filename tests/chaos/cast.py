"""Who takes part, known inside and outside the stack."""

KEY = "CHAOS"
FORM_KEY = "chaos"
REPORTERS = 4
AGENTS = 4
PASSWORD = "a horse in a thunderstorm"


def address(number: int) -> str:
    """What agent `number` signs in with."""
    return f"agent{number}@chaos.example"
