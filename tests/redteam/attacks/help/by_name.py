"""Let another library do the task: import it."""
# goal: points
import torch

total = torch.total
