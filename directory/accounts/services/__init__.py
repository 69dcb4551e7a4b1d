"""What can be done to accounts, one module for each concern."""
