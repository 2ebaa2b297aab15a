"""Room `directory`: finding a service: places, ranked search, opening hours, in memory.

May import: figures, forms, domain, vocabulary, resources
Never here: SQL, Qt, a telephone number that is not in the data
Example: directory/search.py
"""
