"""What is held on one person: shown, handed out, erased, and forgotten in time."""
