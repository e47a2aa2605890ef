"""Speed as ratios to references measured in the same run: `make bench`."""
