"""Original and decoded, one above the other, heard in turns.

``tracks`` holds what is known of each recording, ``decoding`` fetches the decoded one, ``waveform`` draws both,
``transport`` has the buttons, ``panel`` joins them with the player.
"""
