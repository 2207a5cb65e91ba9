"""One module for each kind of paper: its content, its truth and its layouts."""
