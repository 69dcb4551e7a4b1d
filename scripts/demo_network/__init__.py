"""The invented network of seed_data/demo: written sources, and what makes tables of them."""
