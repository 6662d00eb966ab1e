"""What the runtime tells a person when it cannot go on."""


class OperatorError(Exception):
    """A whole sentence that says what is wrong and what to do; shown without a traceback."""
