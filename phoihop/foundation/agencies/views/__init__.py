"""Pages about agencies: the register, its keeping, and one's own account."""
