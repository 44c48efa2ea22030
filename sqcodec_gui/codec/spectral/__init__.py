"""The family `spectral` is this project's own network, nested, on short-time spectra."""
