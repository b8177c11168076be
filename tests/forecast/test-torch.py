#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A forecast model that went out as safetensors, loaded into PyTorch's own modules by the names in it,
says what ours says. Skipped where PyTorch is not installed."""

import array
import json
import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

SYSTEM = "/usr/bin/python3"

try:
    import torch
except ImportError:
    # Debian's python3-torch is for the system's own Python.
    if Path(SYSTEM).exists() and not Path(SYSTEM).samefile(sys.executable):
        os.execv(SYSTEM, [SYSTEM, *sys.argv])
    print("1..0 # SKIP PyTorch is not installed")
    sys.exit(0)

TOLERANCE = 1e-5


def floats(data, *shape):
    values = array.array("f")
    values.frombytes(data)
    return torch.tensor(values.tolist()).reshape(shape)


def read_safetensors(path):
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, tensor in header.items():
        begin, end = (8 + length + offset for offset in tensor["data_offsets"])
        assert tensor["dtype"] == "F32"
        tensors[name] = floats(data[begin:end], *tensor["shape"])
    return tensors, metadata


class Net(torch.nn.Module):
    def __init__(self, inputs, outputs, record):
        super().__init__()
        self.lstm = torch.nn.LSTM(inputs, record["hidden"], record["layers"], batch_first=True)
        self.fc = torch.nn.Linear(record["hidden"], outputs)

    def forward(self, x):
        return self.fc(self.lstm(x)[0][:, -1])


def main():
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("out.safetensors", "x.f32", "y.f32")]
        subprocess.run([sys.argv[1], *map(str, paths)], check=True)
        tensors, metadata = read_safetensors(paths[0])
        x, y = paths[1].read_bytes(), paths[2].read_bytes()
    record = json.loads(metadata["beatwise.forecast"])
    members = record["seeds"]
    outputs, inputs = tensors["0.fc.bias"].shape[0], tensors["0.lstm.weight_ih_l0"].shape[1]
    x = floats(x, -1, 168, inputs)
    y = floats(y, members, x.shape[0], outputs)
    worst = 0.0
    for member in range(members):
        prefix = f"{member}."
        net = Net(inputs, outputs, record)
        state = {name[len(prefix):]: tensor for name, tensor in tensors.items()
                 if name.startswith(prefix)}
        net.load_state_dict(state, strict=True)
        with torch.no_grad():
            worst = max(worst, (net(x) - y[member]).abs().max().item())
    print("1..1")
    print(f"{'ok' if worst <= TOLERANCE else 'not ok'} 1 largest difference {worst:.2e}")
    return 0 if worst <= TOLERANCE else 1


sys.exit(main())
