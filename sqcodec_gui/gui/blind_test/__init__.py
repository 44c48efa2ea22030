"""Blind tests: set up, listen and answer, and read in plain words what it says.

``material`` brings both sides of a passage into memory, equally loud; ``stage`` plays them and switches without telling
which is which; ``runner`` leads from trial to trial; ``setup_page``, ``trial_page`` and ``result_page`` are what one
sees, ``words`` what they say; ``saving`` keeps the report, ``dialog`` joins them all. ``start_page``,
``passage_choice``, ``trial_page`` and ``listening_dialog`` serve the search through all qualities as well.
"""
