"""The editor in Firefox and WebKit, where the machine has them."""
