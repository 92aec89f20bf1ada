"""Sphinx's settings for the documentation, which `make docs` builds into build/site; nothing is fetched for it.

The source is the whole repository, so that links between docs/ and the files beside it work as they do on GitHub.
"""

project = "convgrade"
html_title = "convgrade"
root_doc = "docs/index"
include_patterns = ["docs/**.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"]
exclude_patterns = [".*", "assignments", "autograder", "build", "dist", "solutions", "tests"]
extensions = ["myst_parser"]
myst_heading_anchors = 3

html_theme = "furo"  # it takes the reader's own fonts
html_static_path = ["_static"]
templates_path = ["_templates"]
html_additional_pages = {"index": "to_docs.html"}
html_copy_source = False
html_show_copyright = False
html_show_sphinx = False
