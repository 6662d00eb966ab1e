"""Making the demo: found the launch, then live every report through the ordinary actions."""

from hypercare.demo.actions.founding import SIGN_IN_WITH, found_demo
from hypercare.demo.actions.seeding import continue_seeding, live_next

__all__ = ["SIGN_IN_WITH", "continue_seeding", "found_demo", "live_next"]
