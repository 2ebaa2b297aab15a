"""Why somebody opens what is not their own: codes, kept in the read log."""

REASONS = ("handover", "follow_up", "returning_caller", "supervision", "print")
