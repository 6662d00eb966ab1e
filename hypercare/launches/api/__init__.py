"""Launches for programs, and the way into one."""
