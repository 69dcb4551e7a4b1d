"""The invented network of seed_data/demo: written sources, and the code that makes tables of them."""
