"""What runs: scenarios, the levers that are turned in them, and which settings are tried."""
