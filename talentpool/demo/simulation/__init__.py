"""Simulated people who act only through the public HTTP doors: agents, a planner, a dispatcher, a client's systems.

What a phone would be notified of (an offer, a drill call, a shift ahead) is read from the database, as a push service
would deliver it; every act is an HTTP request with that person's own session.
"""
