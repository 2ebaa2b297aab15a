"""Room `reports`: what goes on paper and in spreadsheets, made in memory.

May import: usecases, store, directory, figures, forms, domain, vocabulary, resources
Never here: Qt, temporary files
Example: reports/case_summary.py
"""
