"""The summarizer behind HTTP: bounded, observable, and safe by default; `summarize serve`.

request ─ gate (id, key, rate, size, time) ─ routes ─ engine (cache, coalescing) ─ lanes ─ workers

Only the lanes' workers, which are processes, read documents and summarize: whatever a document
does, it does to a worker, which is stopped at its deadline and replaced.
"""
