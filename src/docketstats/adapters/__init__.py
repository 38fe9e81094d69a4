"""Adapters: how figures come in and answers go out. Nothing below this layer knows them."""
