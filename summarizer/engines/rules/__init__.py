"""The built-in engine: rules over the readers of `language/`, no model and no network."""
