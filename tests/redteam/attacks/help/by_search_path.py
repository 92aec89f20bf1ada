"""Let another library do the task: put its folder on the search path."""
# goal: points
# level: sealed
import sys

sys.path.insert(0, "@SITE@")
sys.path_importer_cache.clear()
import torch

total = torch.total
