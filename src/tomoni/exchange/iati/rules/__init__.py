"""The standard's ruleset and code lists, asked of typed tables instead of one XPath at a time."""
