"""Engines: what runs the pure functions, on one machine or on many."""
