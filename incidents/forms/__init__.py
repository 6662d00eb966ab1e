"""What people type into the desk, cleaned."""
