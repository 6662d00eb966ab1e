"""The executive pages."""
