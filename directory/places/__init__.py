"""Places: the offline gazetteer, geocoders behind a protocol, and the public point of a place."""
