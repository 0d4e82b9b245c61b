"""What became of a batch, body by body: on the screen, as files, as a return slip."""
