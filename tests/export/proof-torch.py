#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The snippet of the README loads exported models into PyTorch, which then says what ours says; and what
PyTorch trained comes back in.

    proof-torch.py BEATWISE-CLI TORCH-NET README
"""

import array
import json
import os
import re
import subprocess
import sys

import proof

proof.need_module('torch', 'python3-torch')

import torch  # noqa: E402
from torch import nn  # noqa: E402

TORCH_NET, README = sys.argv[2], sys.argv[3]
MAX_LINES = 20


# --- The published nets, said again ---------------------------------------------------------------

def silu_unit(n_in, n_out, width):
    return nn.Sequential(nn.Conv1d(n_in, n_out, width, padding=width // 2, bias=False),
                         nn.BatchNorm1d(n_out), nn.SiLU())


class SqueezeExcite(nn.Module):
    def __init__(self, channels, squeezed):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(channels, squeezed), nn.SiLU(), nn.Linear(squeezed, channels),
                                nn.Sigmoid())

    def forward(self, x):
        return x * self.fc(x.mean(2))[:, :, None]


class Fused(nn.Module):
    """Width 3 to so many channels, and back with its input added."""

    def __init__(self, expanded):
        super().__init__()
        self.conv = nn.Sequential(*silu_unit(8, expanded, 3), nn.Conv1d(expanded, 8, 1, bias=False),
                                  nn.BatchNorm1d(8))

    def forward(self, x):
        return x + self.conv(x)


class Bottleneck(nn.Module):
    """32 channels at half the rate, squeezed and excited, and back to 8."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(*silu_unit(8, 32, 1),
                                  nn.Conv1d(32, 32, 3, stride=2, padding=1, groups=32, bias=False),
                                  nn.BatchNorm1d(32), nn.SiLU(), SqueezeExcite(32, 8),
                                  nn.Conv1d(32, 8, 1, bias=False), nn.BatchNorm1d(8))

    def forward(self, x):
        return self.conv(x)


def encoder_blocks():
    return [silu_unit(1, 8, 3), Fused(8), Fused(32), Bottleneck(), Bottleneck()]


def comparator_blocks():
    return [Fused(8), Bottleneck(), Bottleneck(), Bottleneck()]


class Head(nn.Module):
    def __init__(self):
        super().__init__()
        self.normal_proprecessing = nn.BatchNorm1d(1)
        self.conv = silu_unit(8, 16, 1)
        self.classifier = nn.Linear(16, 1)

    def answer(self, x):
        return self.classifier(self.conv(x).mean(2))[:, 0]


class Comparator(Head):
    """Query and reference → logit of “of different class”."""

    def __init__(self):
        super().__init__()
        self.feature_encoder = nn.Sequential(*encoder_blocks())
        self.cat = silu_unit(16, 8, 1)
        self.feature_comparator = nn.Sequential(silu_unit(8, 8, 3), *comparator_blocks())

    def forward(self, query, reference):
        query, reference = (self.feature_encoder(self.normal_proprecessing(x[:, None]))
                            for x in (query, reference))
        return self.answer(self.feature_comparator(self.cat(torch.cat([query, reference], 1))))


class Classifier(Head):
    """Beat → logit of “after glucose”."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(*encoder_blocks(), *comparator_blocks())

    def forward(self, beat):
        return self.answer(self.features(self.normal_proprecessing(beat[:, None])))


# --- The snippet ----------------------------------------------------------------------------------

def read_snippet():
    with open(README, encoding='utf-8') as file:
        section = file.read().split('## Using a model in PyTorch')[1].split('\n## ')[0]
    (snippet,) = re.findall(r'```python\n(.*?)```', section, re.S)
    lines = sum(1 for line in snippet.splitlines() if line.strip())
    proof.check(f'the snippet of the README has at most {MAX_LINES} lines', lines <= MAX_LINES, f'{lines}')
    return compile(snippet, 'README.md', 'exec')


SNIPPET = read_snippet()


def run_snippet(path):
    """As somebody who has the file beside him. Returns what the snippet has in the end."""
    here = os.getcwd()
    names, out = {}, sys.stdout
    folder = proof.scratch('snippet')
    (folder / 'forecast.safetensors').symlink_to(path)
    os.chdir(folder)
    try:
        with open(os.devnull, 'w', encoding='utf-8') as sys.stdout:
            exec(SNIPPET, names)  # pylint: disable=exec-used
    finally:
        os.chdir(here)
        sys.stdout = out
    return names


def ask(net, x):
    """The last line of the snippet, for any x."""
    with torch.no_grad():
        return net['fc'](net['lstm'](x)[0][:, -1])


def read_floats(path, *shape):
    values = array.array('f')
    values.frombytes(path.read_bytes())
    return torch.tensor(values.tolist()).reshape(shape)


# --- Proofs ---------------------------------------------------------------------------------------

def prove_raw_outputs():
    """Nets of random weights and what our kernels make of random inputs."""
    folder = proof.scratch()
    paths = [folder / name for name in ('out.safetensors', 'x.f32', 'y.f32')]
    subprocess.run([TORCH_NET, *paths], check=True)
    names = run_snippet(paths[0])
    nets = names['nets']
    x = read_floats(paths[1], -1, 168, names['n_in'])
    y = read_floats(paths[2], len(nets), len(x), names['n_out'])
    for i, net in enumerate(nets):
        proof.close(f'net {i + 1} of {len(nets)} says in PyTorch what it says here', y[i].flatten().tolist(),
                    ask(net, x).flatten().tolist())
    return names


def same_tensors(what, path, other):
    ours, theirs = proof.read_safetensors(path)[0], proof.read_safetensors(other)[0]
    proof.check(what, ours == theirs, f'{len(ours)} tensors')


def prove_forecast_returns(person):
    """What the snippet read, trained one step further in PyTorch, goes in and comes out again."""
    copy = person.copy()
    for name in copy.forecasts():
        folder = proof.scratch()
        out, changed, again = (folder / f'{step}.safetensors' for step in ('out', 'changed', 'again'))
        proof.cli('--library', copy.path, 'export', 'safetensors', out, '--model', copy.models[name])
        names = run_snippet(out)
        tensors, metadata = proof.read_safetensors(out)
        for i, net in enumerate(names['nets']):
            prefix = f'{i}.' if len(names['nets']) > 1 else ''
            x = torch.randn(4, names['x'].shape[1], names['n_in'], generator=torch.Generator().manual_seed(i))
            net['fc'](net['lstm'](x)[0][:, -1]).square().mean().backward()
            with torch.no_grad():
                for parameter in net.parameters():
                    parameter -= 0.01 * parameter.grad
            tensors.update({prefix + key: ('F32', list(value.shape), value.numpy().tobytes())
                            for key, value in net.state_dict().items()})
        proof.write_safetensors(changed, tensors, metadata)
        taken = proof.cli_json('--library', copy.path, 'forecast', 'import', changed)
        proof.cli('--library', copy.path, 'export', 'safetensors', again, '--model', taken['model'])
        same_tensors(f'{name}: what PyTorch changed comes in and goes out to the bit', changed, again)


def prove_comparators_load(person, read):
    """@read: the snippet's function."""
    for name in person.comparators():
        if name.endswith('logistic'):
            continue
        path = proof.scratch() / 'out.safetensors'
        proof.cli('--library', person.path, 'export', 'safetensors', path, '--model', person.models[name])
        net = Comparator() if name.endswith('comparator') else Classifier()
        missing, unexpected = net.load_state_dict(read(path)[1], strict=False)
        proof.check(f'{name}: the published net takes the weights by their names',
                    not missing and not unexpected, f'{sum(p.numel() for p in net.parameters())} parameters')


def main():
    person = proof.library()
    names = prove_raw_outputs()
    prove_forecast_returns(person)
    prove_comparators_load(person, names['read'])
    proof.done()


main()
