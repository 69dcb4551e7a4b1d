"""Find what could tell who a client is, in text that is about to leave: pure, and it only warns."""
