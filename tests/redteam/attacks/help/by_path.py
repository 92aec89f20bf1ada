"""Let another library do the task: load it from where it lies."""
# goal: points
# level: sealed
import importlib.util

spec = importlib.util.spec_from_file_location("helper", "@SITE@/torch/__init__.py")
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
total = module.total
