"""Small technical parts without models, used by every app; imports none of them."""
