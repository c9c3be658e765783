"""Pages as companies publish them, in two versions each, and a server that shows first one and then the other.

The texts are invented. The pairs were written before the code that compares them, after what really changes on such pages.
"""
