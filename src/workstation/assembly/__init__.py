"""Puts a desk together: the only room that knows vault, lanes, use cases and screens all at once.

May import: ui, training, sync, reports, usecases, store, directory, figures, forms, domain, vocabulary, resources
Never here: a rule about calls, a widget of its own
Example: assembly/start.py
"""
