"""How the models inside the package are made, from data to weights. Never imported by the package.

Each step is one command; `training/README.md` gives them in order.
"""
