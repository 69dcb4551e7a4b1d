"""My circle: the colleagues somebody sends people to, in the network or not; and vouching."""
