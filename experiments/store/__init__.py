"""Results on disk: where they are kept, how they are written whole, and how they are trusted."""
