"""Uses asyncio, as a student might who has just learned it."""

import asyncio

import numpy as np


async def _sum(numbers):
    parts = await asyncio.gather(*(asyncio.sleep(0, float(number)) for number in numbers))
    return sum(parts)


def total(numbers):
    return asyncio.run(_sum(numbers))


def scaled(image, factor):
    return image * factor


def slope(f, x):
    return f(x + 0.5) - f(x - 0.5)
