"""The views of the curator's desk."""
