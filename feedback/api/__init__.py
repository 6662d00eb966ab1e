"""What people say, for programs: hand it in, see what became of it, let it out of quarantine."""
