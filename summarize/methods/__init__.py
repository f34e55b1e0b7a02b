"""The summarizers: extractive, learned, abstractive, sequence-to-sequence, and sumy's."""
