"""Read, check, change and write the package of a Word file: its zip, its parts and their relations."""
