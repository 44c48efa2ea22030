"""From a microphone to a FLAC file: inputs, a tape that a worker writes, a level meter, and the dialog around them."""
