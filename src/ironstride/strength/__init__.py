"""What the lifts say: estimated maxima, the kit's loads, the next load and set, progress."""
