"""The stored articles, their revisions, index versions and exchanges."""
