"""What a proposal needs to become a claim, and how several reviewers decide on one."""
