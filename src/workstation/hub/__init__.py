"""Room `hub`: the central server and its own schema.

May import: sync, reports, directory, figures, forms, domain, vocabulary, resources
Never here: Qt, a workstation's vault, a narrative in clear
Example: hub/archive.py
"""
