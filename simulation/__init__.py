"""Doorstroom's model: people, institutions and the month, as compiled code that reads as law."""

__version__ = "0.1.0"
