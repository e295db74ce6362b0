"""Frames: who says or does what to whom, found by a small trained model."""

MODEL_VERSION = "2"
"""Version of the model in `detente/reading/model`, as its card says."""
