"""Wrong versions of count_words: each is caught by a check."""

from convgrade.checks import misconception


@misconception("W01", "Capital letters make another word.", hint="Are “The” and “the” one word?")
def capitals_differ(text):
    return {word: text.split().count(word) for word in text.split()}


@misconception("W02", "Every word is counted once.", hint="Count “a b a” by hand.")
def ones(text):
    return dict.fromkeys(text.lower().split(), 1)


@misconception("W03", "A text without words holds an empty word.", hint="How many words does an empty line have?")
def an_empty_word(text):
    words = text.lower().split() or [""]
    return {word: words.count(word) for word in words}
