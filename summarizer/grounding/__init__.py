"""Draft and article in, checked items and findings out: nothing is a fact that no sentence says."""

from summarizer.grounding.ground import Grounded, ground

__all__ = ["Grounded", "ground"]
