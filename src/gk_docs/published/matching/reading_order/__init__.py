"""Put labels and figures together that running text prints apart, if there is only one way."""
