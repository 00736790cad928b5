"""Shared by commands: options, inputs, outputs, messages."""
