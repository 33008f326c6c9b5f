"""The inverse question: how much of a lever meets a norm, with a given probability."""
