"""From exported pages to wikis: one module per target, none of which overwrites another's edit."""
