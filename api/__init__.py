"""The HTTP service: look-ups that read like questions, the SPARQL Protocol, pictures and their manual."""
