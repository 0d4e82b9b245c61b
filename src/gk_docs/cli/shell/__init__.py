"""What all commands share: options, Chinese messages, help pages, progress bars, output files."""
