"""The family `spectral`: this project's own network, nested, on short-time spectra."""
