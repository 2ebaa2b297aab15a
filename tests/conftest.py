import os

from hypothesis import HealthCheck, settings

# a busy machine is no reason to fail: what is slow is measured by its own checks
settings.register_profile("house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

pytest_plugins = ["tests.store.vaults", "tests.usecases.desks"]
