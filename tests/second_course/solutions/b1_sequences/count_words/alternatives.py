"""Right versions of count_words, written in unusual ways."""

from convgrade.checks import alternative


@alternative("sorted and counted")
def by_sorting(text):
    """Count runs in the sorted list."""
    words = sorted(text.lower().split())
    return {word: words.count(word) for word in words}
