"""What holds for every test: properties are searched without a time limit for one example, as machines are busy at times.

`--hypothesis-profile=soak`, as in `make soak`, searches each property that names no number of its own for much longer.
"""

from hypothesis import settings

settings.register_profile("tracker", deadline=None)
settings.register_profile("soak", deadline=None, max_examples=2000)
settings.load_profile("tracker")
