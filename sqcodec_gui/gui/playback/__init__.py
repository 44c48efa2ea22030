"""Playing up to three recordings as one: no Qt in here, and nothing but copies in the audio callback.

``sources`` reads samples, ``cursor`` brings them to the device's rate, ``programme`` puts them in the order in which
they are heard, ``buffer`` holds what comes next, ``mixer`` copies it out (the callback),
``feeder`` is the thread that keeps the buffer full and owns the device, ``devices`` knows the sound system.
"""
