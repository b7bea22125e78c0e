"""Certificates at the desk: completion, issuing, revoking, and what the public site may say."""
