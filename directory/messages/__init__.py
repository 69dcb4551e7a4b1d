"""A client's question by relay, and the network asked: no account, a phrase to come back with."""
