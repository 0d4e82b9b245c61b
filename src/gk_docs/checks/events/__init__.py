"""What a text tells without a number: that something happened or did not, how a case ended, who asked."""
