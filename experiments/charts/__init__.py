"""Charts: data and one message, drawn by matplotlib in one style, the same bytes every time."""
