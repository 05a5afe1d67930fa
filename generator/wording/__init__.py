"""Floor 1: Russian wording of the model's facts, shared by the site, the messages and the exports."""
