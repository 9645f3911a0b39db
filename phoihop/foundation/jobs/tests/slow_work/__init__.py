"""An app that only the worker under test has: one job that takes its time and leaves a trace of each step."""
