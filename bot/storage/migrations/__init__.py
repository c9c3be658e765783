"""The steps by which an older database becomes the one that `bot.storage.tables` describes.

Each file in `versions` is one step, run once, in order, when a store is opened. A change of the tables goes with a new
step, never with an edit of one that was released; a test holds that all steps together give exactly the tables.
"""
