"""Pages of this stage, one module a topic; urls.py names each."""
