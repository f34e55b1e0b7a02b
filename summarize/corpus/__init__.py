"""Corpus jobs: every document of folders and tables is summarized once, and files are complete.

`job` holds the options and the plan, `input` finds and reads the rows, `rows` summarizes the rows
of a shard, and `output` writes shards and records which are finished. `local_engine` and
`ray_engine` run shards in worker processes; neither depends on their content.
"""
