"""A voice comes from a microphone into a FLAC file: a dialog with a level meter around ``playback``'s writer."""
