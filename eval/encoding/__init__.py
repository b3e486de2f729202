"""The text encoder alone: bitext mining, sentence similarity and speed."""
