"""From the text of source files to the model: strict YAML, front matter, Markdown, sidecars."""
