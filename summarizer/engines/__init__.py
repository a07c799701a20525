"""Engines: from an article to a Draft, with a language model or with rules."""
