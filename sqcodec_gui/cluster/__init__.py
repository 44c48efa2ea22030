"""Many machines work as one does: each runs the same engine, and Dask hands out whole files. Importing this loads no
Dask."""
