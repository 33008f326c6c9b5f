"""Batches over the workers of a Dask cluster, under the same protocol as on one machine."""
