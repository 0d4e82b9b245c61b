"""The rules, one file for each family. Declaring a function with `@rule` in a file here is enough to register it."""
