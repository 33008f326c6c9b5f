"""Slides for a council: one message each, charts that PowerPoint can edit, sources in notes."""
