"""The door itself: how django-allauth is taken into service, with our figures, our words and our record."""
