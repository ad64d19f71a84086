"""Facts, examples and demo accounts from files into tables. Loading twice changes nothing the second time."""

from surveys.loading.accounts import DEMO_ACCOUNTS, demo_password, make_demo_accounts, make_groups
from surveys.loading.examples import NoWorker, load_example_rounds, load_examples
from surveys.loading.facts import load_facts

__all__ = [
    "DEMO_ACCOUNTS",
    "NoWorker",
    "demo_password",
    "load_example_rounds",
    "load_examples",
    "load_facts",
    "make_demo_accounts",
    "make_groups",
]
