"""Room `ui`: the screens: Qt lives here and nowhere else.

May import: training, sync, reports, usecases, directory, figures, forms, domain, vocabulary, resources
Never here: SQL, the vault, a rule about calls
Example: ui/window.py
"""
