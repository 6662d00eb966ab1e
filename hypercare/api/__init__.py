"""The manners every address of the API shares, whatever it is about."""
