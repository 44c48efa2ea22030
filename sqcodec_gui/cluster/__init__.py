"""Many machines work as one does: all run one engine, and Dask hands out files. Importing this loads no Dask."""
