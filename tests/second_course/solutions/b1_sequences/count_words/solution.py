"""Count words."""


def count_words(text):
    """Count how often each word stands in a text, whatever its capitals.

    Parameters
    ----------
    text : str
        Words separated by white space.

    Returns
    -------
    counts : dict of str to int
        Every word in lower case, and how often it stands there.
    """
    ### BEGIN SOLUTION
    counts = {}
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
    return counts
    ### END SOLUTION
