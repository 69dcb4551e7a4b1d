"""Need, listings and trust in; ranked and explained people, pairs and centers out."""
