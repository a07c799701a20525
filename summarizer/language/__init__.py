"""Text in, spans and values out: sentences, figures, cues, dates and names."""
