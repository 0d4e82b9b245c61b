"""The rules, a file a family. A function declared with `@rule` in a file here is found; nothing else is to be done."""
