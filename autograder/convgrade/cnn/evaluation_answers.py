"""PyTorch's answers about scores and statistics; the oracle imports this module."""

import numpy as np

from convgrade.cnn.live_torch import Array, float_dtype, tensor, torch
from convgrade.cnn.oracle import answers_to


@answers_to("softmax_cross_entropy")
def _softmax_cross_entropy(device: str, logits: Array, targets: Array) -> tuple[float, Array]:
    """Answer by torch.nn.functional.cross_entropy and its gradient."""
    scores = tensor(logits, float_dtype(logits), device).requires_grad_()
    loss = torch().nn.functional.cross_entropy(scores, tensor(targets, np.int64, device))
    loss.backward()
    return float(loss.detach().cpu()), scores.grad.cpu().numpy()


@answers_to("top_k_error")
def _top_k_error(device: str, scores: Array, targets: Array, k: int = 5) -> float:
    """Answer by a stable torch.sort, which keeps tied classes in order; torch.topk does not promise that."""
    ranked = torch().sort(tensor(scores, float_dtype(scores), device), dim=1, descending=True, stable=True)[1]
    hit = (ranked[:, :k] == tensor(targets, np.int64, device)[:, None]).any(dim=1)
    return float(1 - hit.double().mean())


@answers_to("standardize")
def _standardize(device: str, train: Array, test: Array) -> tuple[Array, Array]:
    """Answer by torch.std_mean of the training images; a channel without variation is divided by 1."""
    images = tensor(train, float_dtype(train), device)
    std, mean = torch().std_mean(images, dim=(0, 2, 3), correction=0, keepdim=True)
    std[std == 0] = 1
    centred, centred_test = (tensor(array, float_dtype(array), device) - mean for array in (train, test))
    return (centred / std).cpu().numpy(), (centred_test / std).cpu().numpy()
