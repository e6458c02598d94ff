"""Staffing: volumes become forecasts, seats per interval, and shifts. Mathematics plus their records; knows no order."""
