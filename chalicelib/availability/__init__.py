"""What is free: opening hours minus what is taken, in quarters of an hour counted in constant-offset days."""
