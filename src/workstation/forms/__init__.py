"""Room `forms`: what we ask: questions, conditions and unfinished answers.

May import: domain, vocabulary, resources
Never here: widgets, labels, a default that counts as an answer
Example: forms/intake.py
"""
