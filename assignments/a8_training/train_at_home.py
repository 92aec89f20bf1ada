"""Watch your network learn: python train_at_home.py [epochs].

Uses your own place_digits, train, network_scores and, where they are written, filter_grid and confusion_matrix.
With matplotlib installed (pip install matplotlib) it leaves two pictures: learning.png and filters.png.
"""

import sys
import time

import numpy as np
from network_gradients import network_scores
from train_digits import place_digits, train

BAR = 30


def load(path="digits.npz", held_back=500):
    """Return digits and labels to train with, and others to test with."""
    with np.load(path) as stored:
        digits, labels = stored["images"] / 16, stored["labels"].astype(int)
    order = np.random.default_rng(2024).permutation(len(digits))
    learn, test = order[held_back:], order[:held_back]
    return digits[learn], labels[learn], digits[test], labels[test]


def anywhere(digits, rng):
    """Return digits at random places of their canvases."""
    places = rng.integers(0, 7, size=(len(digits), 2))
    return place_digits(digits, places[:, 0], places[:, 1])


def first_params(rng):
    """Return parameters to begin with: change them as you like."""
    params = {}
    for layer, *shape in (("conv1", 16, 1, 3, 3), ("conv2", 32, 16, 3, 3), ("linear", 10, 32)):
        params[layer + "_weight"] = rng.standard_normal(shape) * (2 / np.prod(shape[1:])) ** 0.5
        params[layer + "_bias"] = np.zeros(shape[0])
    return params


def show(epoch, epochs, loss, accuracy, seconds):
    """Print one line with a bar."""
    done = round(BAR * (epoch + 1) / epochs)
    bar = "#" * done + "." * (BAR - done)
    print(f"[{bar}] epoch {epoch + 1:2d}  loss {loss:.3f}  test accuracy {accuracy:.1%}  {seconds:.0f} s", flush=True)


def draw(losses, accuracies, params):
    """Leave pictures, where matplotlib and filter_grid are there."""
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        return print("no pictures: matplotlib is not installed")
    plt.switch_backend("Agg")
    figure, left = plt.subplots(figsize=(6, 4))
    left.plot(losses, color="tab:blue")
    left.set(xlabel="epoch", ylabel="training loss (blue)")
    right = left.twinx()
    right.plot(accuracies, color="tab:orange")
    right.set(ylabel="test accuracy (orange)", ylim=(0, 1))
    figure.tight_layout()
    figure.savefig("learning.png", dpi=120)
    try:
        from analysis import filter_grid

        picture = filter_grid(params["conv1_weight"][:, 0], 8)
    except (ImportError, NotImplementedError):
        return print("no filters.png yet: it needs filter_grid of analysis.py")
    plt.imsave("filters.png", np.kron(picture, np.ones((24, 24))), cmap="gray")
    return print("see learning.png and filters.png")


def main(count):
    """Train and report."""
    digits, labels, test_digits, test_labels = load()
    rng, begun = np.random.default_rng(0), time.perf_counter()
    params, test_images = first_params(rng), anywhere(test_digits, rng)
    losses, accuracies = [], []
    for epoch in range(count):
        lr = 0.05 * (count - epoch) / count
        params, found = train(params, anywhere(digits, rng), labels, epochs=1, batch_size=32, lr=lr, seed=epoch)
        losses += found
        accuracies.append((network_scores(params, test_images).argmax(axis=1) == test_labels).mean())
        show(epoch, count, losses[-1], accuracies[-1], time.perf_counter() - begun)
    draw(losses, accuracies, params)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
