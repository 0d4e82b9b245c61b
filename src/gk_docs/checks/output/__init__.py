"""Findings shown: at the prompt, as JSON, as SARIF, as notes under the tables."""
