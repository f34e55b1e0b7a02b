"""A corpus: every document of a folder or table summarized once, and never a half-written file.

`job` says what is wanted, `sources` finds the input and reads it row by row, `plan` cuts it into
parts, `work` makes a part's output rows, `parts` keeps what is written and remembers what is done.
`local` and `on_ray` run parts; neither knows what is in one.
"""
