"""The pages of accounts; importing a module here puts its pages on the blueprint."""
