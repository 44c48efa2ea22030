"""This package plays and records: no Qt in here, and nothing but copies in the audio callback.

Playing up to three recordings as one: ``sample_sources`` reads samples, ``resampling_reader`` brings them to the
device's rate (``audio.downmix`` to its channels), ``playback_timeline`` puts them in the order in which they are heard,
``buffer`` holds what comes next, ``mixer`` copies it out (the callback), ``playback_thread`` keeps the buffer full and
owns the device. ``devices`` knows the sound system; ``microphone`` and ``recording_writer`` take in what it hears;
``chime`` is a sound of our own.

Comparing: ``envelope`` is what a waveform shows, ``band_limited`` an original without what a model cannot hold,
``recent_decodes`` what was decoded a moment ago, ``loops`` the edges of a loop; ``material`` and ``peer_passage`` make
both sides of a blind test.
"""
