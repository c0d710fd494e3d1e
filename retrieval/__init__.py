"""Kutip as a library: pages in, verbatim dated quotes out; knows nothing of Telegram."""
