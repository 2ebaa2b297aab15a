"""The desktop workstation of 1712, helpline for questions about violence, abuse and child maltreatment."""

__version__ = "0.1.0"
