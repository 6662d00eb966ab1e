"""What must hold after the run. Each check says how much it looked at and what is wrong."""
