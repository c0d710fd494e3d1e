"""What the archive reports on a topic, by day of publication."""
