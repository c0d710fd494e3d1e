"""The report of what was asked and not answered, on demand and every week."""
