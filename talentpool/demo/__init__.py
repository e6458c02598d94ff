"""Demo: demo data and simulated agents, who act only through the public doors."""
