"""The HTTP side of the service: requests, answers, limits and the page."""
