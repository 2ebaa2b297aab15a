"""Room `vocabulary`: the codebook: agreed lists by edition, and the words on screen.

May import: resources
Never here: a rule about calls, Qt, SQL
Example: vocabulary/codebook.py
"""
