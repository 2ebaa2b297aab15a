"""Room `usecases`: the verbs: one public function a file, named as its file.

May import: store, directory, figures, forms, domain, vocabulary, resources
Never here: Qt, SQL, content in a log line
Example: usecases/register_call.py
"""
