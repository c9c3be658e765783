"""The one way into a conversation: a message goes in, a card comes out."""
