"""What a button or a command does: the use cases that every interface calls."""
