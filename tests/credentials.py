"""Who signs in to the scenes, and how; known to what runs outside Django too."""

PASSWORD = "correct horse battery"


def mail(name: str, key: str) -> str:
    """The address a person of a scene signs in with."""
    return f"{name}@{key.lower()}.example"
