"""A blind test is set up here, listened to and answered, and what it says is put in plain words.

``passage_player`` plays both sides of a passage, equally loud, and switches without telling which is which; ``runner``
leads from trial to trial; ``setup_page``, ``trial_page`` and ``result_page`` are what one sees, ``words`` their texts;
``saving`` keeps the report, ``dialog`` joins them all. ``start_page``, ``passage_choice``, ``trial_page`` and
``listening_dialog`` serve the search through all qualities as well; ``playback.material`` makes both sides.
"""
