"""The commands of the console script, by subject; `booking/cli.py` gathers them."""
