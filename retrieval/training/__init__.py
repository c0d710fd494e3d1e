"""Makes the shipped tables and models from data; needs the extra ``train``."""
