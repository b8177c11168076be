#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The snippet of the README loads exported models into PyTorch, which then says what ours says; and what
PyTorch trained comes back in.

    proof-torch.py BEATWISE-CLI TORCH-NET README
"""

import array
import json
import math
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


# --- The same numbers -----------------------------------------------------------------------------

LARGEST = 5.0  # that a feature can be
RMS_UV = 80.0  # of a day's beat, with its gain
LEAST_MS = 1.0  # that the tutorial's net is believed


def scale_of(weights, name):
    return weights[f'scale.{name}'].double()


def make_features(golden, weights):
    """What src/forecast/bw-features.h says, of hours in natural units."""
    history, mean, spread = (golden[name].double() for name in ('history', 'baseline_mean', 'baseline_spread'))
    ln, observed, age, hour, weekday = history[..., :5].unbind(-1)
    values, known = history[..., 5:9].clone(), history[..., 9:13]
    values[..., 1:3] = torch.log1p(values[..., 1:3])
    there = (weekday > 0).double()
    z = (ln - mean.gather(1, hour.long())) / spread.gather(1, hour.long())
    clocks = [hour / 24, (weekday - 1) / 7]
    return torch.cat([
        torch.stack([z.clamp(-LARGEST, LARGEST) * observed, observed, torch.log1p(age) / math.log(25),
                     *(there * f(2 * math.pi * clock) for clock in clocks for f in (torch.sin, torch.cos))], -1),
        ((values - scale_of(weights, 'mean')) / scale_of(weights, 'sd')).clamp(-LARGEST, LARGEST) * known,
        known], -1).float()


def quantiles(y):
    m, a, b = y.reshape(-1, 24, 3).unbind(-1)
    softplus = nn.functional.softplus
    return torch.stack([m - softplus(a), m, m + softplus(b)], -1)


def forecast_z(names, golden):
    """The three quantiles of z of the default net."""
    x = make_features(golden, names['weights'])
    return sum(quantiles(ask(net, x)) for net in names['nets']) / len(names['nets']) + golden['level'][..., None]


def tutorial_z(names, golden):
    """The tutorial's one number, by feeding predictions back."""
    low, high = scale_of(names['weights'], 'ms_min_max').float()
    (net,) = names['nets']
    window = (golden['history_ms'] - low) / (high - low)
    for _ in range(24):
        window = torch.cat([window, ask(net, window[:, -24:, None])], 1)
    hours = golden['next_hours'].long()
    ln = torch.log((window[:, 24:] * (high - low) + low).clamp(min=LEAST_MS))
    z = (ln - golden['baseline_mean'].gather(1, hours)) / golden['baseline_spread'].gather(1, hours)
    return z[..., None].expand(-1, -1, 3)


def tensors_of(golden):
    return {name: torch.tensor(values).reshape(shape) for name, (shape, values) in golden.items()}


def prove_forecasts(person):
    """From the hours of a hundred windows to the quantiles, all in PyTorch."""
    for name in person.forecasts():
        path, golden = proof.export_model('safetensors', person, name)
        names, inputs = run_snippet(path), tensors_of(golden.inputs)
        z = (tutorial_z if 'history_ms' in inputs else forecast_z)(names, inputs)
        proof.close(f'{name}: {golden.n} windows', golden.outputs['z'][1], z.flatten().tolist())


def halve(wave):
    """384 samples of a beat at half the rate, without the RR interval and their mean (bw-same-day.h)."""
    padded = nn.functional.pad(wave[:, None, :383], (1, 1), mode='replicate')
    half = nn.functional.conv1d(padded, torch.tensor([[[0.25, 0.5, 0.25]]], dtype=wave.dtype), stride=2)[:, 0]
    return half - half.mean(1, keepdim=True)


def prepare(inputs, decision):
    """A beat as default mode's rules read it."""
    beat, mean = inputs['beat'].double(), inputs['fasting_mean'].double()
    x = halve(beat) - decision['factor'] * halve(mean)
    if 'size_mean' in inputs:
        x *= RMS_UV / halve(inputs['size_mean'].double()).square().mean(1, keepdim=True).sqrt()
    return x


def make_beat_net(weights):
    """The published net that has these names, in use rather than in training."""
    net = Comparator() if 'cat.0.weight' in weights else Classifier()
    net.load_state_dict(weights, strict=True)
    return net.eval()


def beat_logits(about, weights, inputs):
    """The logits of the rule that a file holds, in double precision."""
    configuration = json.loads(about.get('beatwise.comparator', '{"mode": "published"}'))
    beat, reference = (inputs[key].double() if key in inputs else None for key in ('beat', 'reference'))
    if configuration['mode'] == 'default':
        beat = prepare(inputs, configuration['decisions'][configuration['rule']])
    if 'logistic.weight' in weights:
        n = weights['logistic.weight'].shape[1]
        return beat[:, :n] @ weights['logistic.weight'][0] + weights['logistic.bias']
    net = make_beat_net(weights).double()
    with torch.no_grad():
        return net(beat) if reference is None else net(beat, reference)


def prove_comparators(person, read):
    """A hundred beats each. @read: the snippet's function."""
    for name in person.comparators():
        path, golden = proof.export_model('safetensors', person, name)
        about, weights = read(path)
        logits = beat_logits(about, weights, tensors_of(golden.inputs))
        proof.close(f'{name}: {golden.n} beats', golden.outputs['logit'][1], logits.tolist(),
                    of_largest=True)


def make_trained(net, n_beats):
    """A net as after a training: statistics of what went through it, and a last layer that says something."""
    nn.init.normal_(net.classifier.weight)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.momentum = None  # statistics of all that went through
    with torch.no_grad():
        for _ in range(4):
            net.train()(*(300 * torch.randn(64, 384) for _ in range(n_beats)))
    return net.eval()


def prove_comparators_return(person):
    """The state_dict of a net that PyTorch made comes in, and says here what it says there."""
    copy, types = person.copy(), {torch.float32: 'F32', torch.int64: 'I64'}
    torch.manual_seed(5)
    for name, net in (('comparator', make_trained(Comparator(), 2)),
                      ('classifier', make_trained(Classifier(), 1))):
        path = proof.scratch() / 'state.safetensors'
        proof.write_safetensors(path, {key: (types[value.dtype], list(value.shape), value.numpy().tobytes())
                                       for key, value in net.state_dict().items()}, {})
        copy.models[name] = proof.cli_json('--library', copy.path, 'comparator', 'import', path)['model']
        out, golden = proof.export_model('safetensors', copy, name)
        inputs = tensors_of(golden.inputs)
        with torch.no_grad():
            logits = net.double()(*(inputs[key].double() for key in ('beat', 'reference') if key in inputs))
        proof.close(f'{name} of PyTorch: {golden.n} beats', golden.outputs['logit'][1], logits.tolist(),
                    of_largest=True)
        same_tensors(f'{name} of PyTorch goes out again to the bit', path, out)


def main():
    person = proof.library()
    names = prove_raw_outputs()
    prove_forecasts(person)
    prove_forecast_returns(person)
    prove_comparators(person, names['read'])
    prove_comparators_return(person)
    proof.done()


main()
