"""Making the demo: found its launches, then live every report through the ordinary actions."""

from hypercare.demo.actions.founding import ADMINISTRATOR, SIGN_IN_WITH, found_demo
from hypercare.demo.actions.removing import reset_demo
from hypercare.demo.actions.seeding import continue_seeding, live_next

__all__ = ["ADMINISTRATOR", "SIGN_IN_WITH", "continue_seeding", "found_demo", "live_next", "reset_demo"]
