"""Other ways to do the same search, written as a good engineer would, to measure against."""
