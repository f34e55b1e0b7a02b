"""Make the weights of `summarize.encoder`: a MiniLM that parses, embeds and compares."""
