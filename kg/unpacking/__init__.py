"""One bounded reader for all that is packed: gzip and bzip2, unpacked with flat memory, and given up where a little unpacks without end."""

from kg.unpacking.chunk import Chunk, Damage, UnpackError
from kg.unpacking.stream import is_packed, open_gzip, open_unpacked, read_blocks, unpack, unpack_gzip, unpack_whole

__all__ = ["Chunk", "Damage", "UnpackError", "is_packed", "open_gzip", "open_unpacked", "read_blocks", "unpack", "unpack_gzip", "unpack_whole"]
