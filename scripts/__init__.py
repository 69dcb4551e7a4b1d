"""Scripts for people who work on the software; nothing here is needed to run it."""
