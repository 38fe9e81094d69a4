"""The domain model: sources, classifications, dockets, populations, measures, figures, snapshots and facts."""
