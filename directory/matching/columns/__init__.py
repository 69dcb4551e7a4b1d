"""Listings as columns: the model of this package over numpy arrays, for many listings at once.

Nothing is decided here that `directory.matching.candidate` does not state for one listing; the
tests hold the two against each other on thousands of random needs.
"""
