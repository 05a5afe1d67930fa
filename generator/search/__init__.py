"""Floor 4: what can be found, and the engines that find it."""
