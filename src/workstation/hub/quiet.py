"""What PostgreSQL writes down: a server that logs statements or refused rows logs content. The hub looks first."""

from sqlalchemy import text

from workstation.hub.database import Database

# setting -> the values with which no value of a row reaches the log
QUIET: dict[str, frozenset[str]] = {
    "log_error_verbosity": frozenset({"terse"}),  # without it: "Failing row contains (…)"
    "log_min_error_statement": frozenset({"panic", "fatal"}),
    "log_statement": frozenset({"none"}),
    "log_parameter_max_length_on_error": frozenset({"0"}),
    "log_min_duration_statement": frozenset({"-1"}),
    "log_min_duration_sample": frozenset({"-1"}),
}


def noisy_settings(database: Database) -> tuple[str, ...]:
    """Return the server's settings, with the value wanted, that would let content into its log."""
    if not database.on_postgresql:
        return ()
    with database.snapshot() as connection:
        wanted = text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")
        found = {row.name: row.setting for row in connection.execute(wanted, {"names": list(QUIET)})}
    return tuple(
        f"{name}={min(quiet)}" for name, quiet in QUIET.items() if name in found and found[name] not in quiet
    )
