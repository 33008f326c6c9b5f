"""The app: pages in the browser for whoever explores scenarios; no model logic in here."""
