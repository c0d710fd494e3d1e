"""What was asked and not answered."""
