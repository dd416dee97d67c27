"""Assessment files: reading, migrating, locking and saving them so that nothing is lost."""
