"""Training of the models in the package, from data to weights. Never imported by the package.

Each step is one command; `training/README.md` gives them in order.
"""
