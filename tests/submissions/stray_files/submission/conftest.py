def pytest_runtest_makereport(item, call):
    raise SystemExit("this file must never be imported")
