"""Many articles: what an archive holds, which of it is worth briefing, a run that loses nothing."""
