"""What `make bench` runs: one file per headline of the design, each with ``run(scale) -> Iterator[Headline]``.

A file that needs no database says ``NEEDS_DATABASE = False``. The runner is ``manage.py bench``; it makes a database for
the measurements and drops it afterwards, so nobody's rows are touched.
"""
