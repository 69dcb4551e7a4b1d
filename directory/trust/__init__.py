"""Trust: vouches with a basis, who has standing, and the network that matching computes over."""
