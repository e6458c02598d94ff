"""Staffing: volumes become forecasts, seats per interval, and shifts. Mathematics and records; knows no order."""
