"""/kronologi and /linimasa: what the archive reports on a topic, as text and as a picture."""
