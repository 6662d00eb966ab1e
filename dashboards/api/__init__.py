"""The numbers for programs."""
