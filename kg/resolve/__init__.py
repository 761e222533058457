"""Identity: which referents of which articles are one thing of the world.

Every referent has one block key; a block is all referents that share it. `resolve` looks at one block and at nothing
else, so an article costs the blocks that it touches, and the order of articles does not matter.
"""

from kg.resolve.blocks import KNOWN, Candidate, Entity, block_key, candidates, resolve

__all__ = ["KNOWN", "Candidate", "Entity", "block_key", "candidates", "resolve"]
