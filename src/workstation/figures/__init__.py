"""Room `figures`: what we count, as declarations used by desk and hub alike.

May import: domain, vocabulary, resources
Never here: SQL engines, Qt, files
Example: figures/whole_numbers.py
"""
