"""Room `assembly`: puts a desk together: vault, lanes, use cases and screens meet here and nowhere else.

May import: ui, hub, training, sync, reports, usecases, store, directory, figures, forms, domain, vocabulary, resources
Never here: a rule about calls, a widget of its own, SQL
Example: assembly/start.py
"""
