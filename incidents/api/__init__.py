"""Incidents for programs: the desk's rules, forms and actions, in JSON."""
