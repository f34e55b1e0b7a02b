"""The HTTP service: bounded, observable and safe by default; `summarize serve`.

request → http.middleware (id, key, rate, size, time) → http.routes → workers.engine (cache) →
workers.pool → worker processes

Documents are read and summarized in worker processes only. A document that hangs or crashes takes
down its worker, which is killed at its deadline and replaced; the service and its other requests
go on.
"""
