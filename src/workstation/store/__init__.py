"""Room `store`: the encrypted vault: tables, migrations, shelves.

May import: figures, forms, domain, vocabulary, resources
Never here: Qt, words on screen, a plaintext fallback
Example: store/vault.py
"""
