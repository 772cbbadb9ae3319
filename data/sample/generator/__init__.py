"""Seeded generator of the synthetic sample rounds; every person, place and score is invented."""
