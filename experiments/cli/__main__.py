"""Lets `python -m experiments.cli` do what `doorstroom` does."""

from experiments.cli import main

if __name__ == "__main__":
    main()
