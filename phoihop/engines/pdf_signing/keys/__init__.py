"""Keys that answer at once: a remote signing service (`csc`), a device (`token`), the demonstration's own (`demo`).

Nothing is imported here: each way needs libraries that the others do without. All give a `content.Key`.
"""
