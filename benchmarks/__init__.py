"""Timings, as ratios measured in one run; never asserted on in tests."""
