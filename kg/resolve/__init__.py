"""Identity: which referents of which articles are one thing of the world.

Every referent has one block key; a block is all referents that share it. `clusters` looks at one block and at nothing
else, so an article costs the blocks that it touches, and the order of articles does not matter. What judgements say
across blocks is a matter of paths alone (`kg.judgements`).
"""

from kg.resolve.blocks import KNOWN, Candidate, block_key, candidates
from kg.resolve.clusters import Cluster, base_path, clusters, feature_digests, is_one
from kg.resolve.entities import Entity, entity

__all__ = [
    "KNOWN",
    "Candidate",
    "Cluster",
    "Entity",
    "base_path",
    "block_key",
    "candidates",
    "clusters",
    "entity",
    "feature_digests",
    "is_one",
]
