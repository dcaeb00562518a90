"""Learning from decisions which department an idea belongs to.

Nothing here knows Django. `words` and `model` read an idea and suggest with numpy
alone, in the web process; `corpus`, `fitting` and `training` need scikit-learn and are
imported by the Celery task only.
"""
