"""What an answer hangs on: how much of an outcome's spread each unknown makes, and chance."""
