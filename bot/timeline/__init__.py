"""A topic's coverage as a picture."""
