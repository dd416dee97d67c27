"""The tests: folders mirror `advisor`, plus property, golden, acceptance, integration, architecture."""
