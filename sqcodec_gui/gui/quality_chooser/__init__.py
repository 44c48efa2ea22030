"""Which quality is enough? A passage at every installed quality can be listened to, and searched through blindly.

``encoding`` makes the versions; ``listen_page`` lets one compare them openly, the trials are those of ``blind_test``,
``verdict_page`` says what was found and applies it; ``dialog`` joins them.
"""
