"""Pieces that pages share, each small; none of them knows how the model works."""
