"""What every test of the house shares. Loaded after the plugins it overrides fixtures of (pytest-playwright)."""

pytest_plugins = ["tests.databases", "tests.proving", "tests.chromium"]
