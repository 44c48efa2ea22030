"""Many machines at once: the same engine as on one, whole files handed out by Dask. Importing this loads no Dask."""
