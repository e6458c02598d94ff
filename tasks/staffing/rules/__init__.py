"""The mathematics of staffing: pure, exact, checkable against a book.

``queues``       what a caller meets at n agents: Erlang B, C and A
``precise``      the same in 60-digit arithmetic, asked only where floating point can't tell
``goals``        what "good enough" means, and the least number of agents that is
``curves``       thousands of intervals at once
``margins``      shrinkage, occupancy, ramp: from agents needed to agents scheduled
``chat``         several chats an agent, each slower the more she holds
``written``      e-mail and complaints by deadline, between calls; outbound by attempts within calling hours
``forecast``     contacts to come from contacts that came, methods compared on the past
``played``       a queue played event by event: holds the formulas, and answers where there is none
``pooling``      what sharing skills saves in seats and costs in quality
``roster``       shifts for several skills at once
``cover``        the fewest heads that cover every interval
``overlap``      whether two times collide, and whether there is rest between them
``requirement``  one question and its answer, as ``manage.py calculate requirement`` asks it

Units: seconds, calls per interval, erlangs (calls per second times mean handling time in seconds).
"""
