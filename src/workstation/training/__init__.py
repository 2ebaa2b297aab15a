"""Room `training`: demo sessions: scenario, simulated clock, throw-away vault.

May import: sync, reports, usecases, store, directory, figures, forms, domain, vocabulary, resources
Never here: a real store, a real hub, Qt
Example: training/rehearsal.py
"""
