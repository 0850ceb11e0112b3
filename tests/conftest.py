"""What holds for every test: properties are searched without a time limit for one example, as machines are busy at times."""

from hypothesis import settings

settings.register_profile("tracker", deadline=None)
settings.load_profile("tracker")
