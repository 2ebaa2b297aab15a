"""Room `domain`: the nouns and their rules, one noun a file.

May import: vocabulary, resources
Never here: Qt, SQL, files, clocks, anything outside the standard library
Example: domain/calls.py
"""
