"""`python -m libyagraph` is `libyagraph`."""

from libyagraph.cli import main

main()
