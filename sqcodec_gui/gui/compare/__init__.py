"""Original and decoded are shown here one above the other, and heard in turns.

``compared_tracks`` holds what is known of each recording, ``decoded_track`` fetches the decoded one, ``waveform`` draws
both, ``transport`` has the buttons, ``panel`` joins them with the player.
"""
