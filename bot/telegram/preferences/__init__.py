"""What each chat chose for itself: language, quotes, outlets, days, silence, the hour of its digest."""
