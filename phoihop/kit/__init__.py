"""Pure Python that any stage may use: lifecycle, verdict, working days, Vietnamese text."""
