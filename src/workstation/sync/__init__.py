"""Room `sync`: to the hub and back.

May import: usecases, store, directory, figures, forms, domain, vocabulary, resources
Never here: Qt, an HTTP path without TLS
Example: sync/protocol.py
"""
