"""Understanding a question: names, topic, scope and time, without a word of reply."""
