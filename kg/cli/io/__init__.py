"""What commands share: options, inputs, outputs, messages."""
