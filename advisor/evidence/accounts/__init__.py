"""What a running system says: exported answers of an account or tenant, and live AWS."""
