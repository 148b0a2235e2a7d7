"""The example traject that ships with the product: invented people and words in TOML, and what loads them."""
