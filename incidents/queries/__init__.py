"""What the desk shows, one function per question."""
