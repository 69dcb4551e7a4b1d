"""The web and command face of matching: searches, results, and the public pages of listings."""
