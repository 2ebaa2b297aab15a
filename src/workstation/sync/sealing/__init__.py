"""Sealing: what leaves the station in a form that the hub cannot read, and who may read it.

Four parts: `fields.py` (one value), `boxes.py` (a team key for one member), `membership.py` (who is in the team,
signed by two coordinators), `keyring.py` (what this station holds and accepts). No check is optional.
"""
