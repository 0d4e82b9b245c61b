"""From the tags of a part to code that runs within limits, and its errors, said of the template."""
