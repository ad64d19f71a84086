"""Wiring: settings, addresses, the embedded database, the worker, the command that starts everything."""
