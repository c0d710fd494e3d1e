"""What is kept of people: told, erased on request, and erased in time."""
