"""An input: a file, a pipe or bytes, decoded and unpacked. Plug-ins import ``Input`` from here."""

from kg.read.input.source import HEAD, STANDARD_INPUT, Input

__all__ = ["HEAD", "STANDARD_INPUT", "Input"]
