"""Models of the hub: found, converted and run."""
