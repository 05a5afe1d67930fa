"""Floor 0: frozen records, typed ids, diagnostics. No input or output."""
