#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The published nets in PyTorch, timed: what bench-beat-net compares itself with.

Prints one line a figure: its name and the median seconds of the work bench-beat-net does for it, the
better of one and two threads. Needs torch.
"""

import statistics
import time

import torch
from torch import nn


def conv(n_in, n_out, width, stride=1, groups=1):
    return nn.Conv1d(n_in, n_out, width, stride, width // 2, groups=groups, bias=False)


def conv_silu(n_in, n_out, width):
    return nn.Sequential(conv(n_in, n_out, width), nn.BatchNorm1d(n_out), nn.SiLU())


class Squeeze(nn.Module):
    def __init__(self, n, squeezed):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(n, squeezed), nn.SiLU(), nn.Linear(squeezed, n),
                                nn.Sigmoid())

    def forward(self, x):
        return x * self.fc(x.mean(2)).unsqueeze(2)


class Fused(nn.Module):
    def __init__(self, expand):
        super().__init__()
        self.conv = nn.Sequential(conv(8, 8 * expand, 3), nn.BatchNorm1d(8 * expand), nn.SiLU(),
                                  conv(8 * expand, 8, 1), nn.BatchNorm1d(8))

    def forward(self, x):
        return x + self.conv(x)


class Bottleneck(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(conv(8, 32, 1), nn.BatchNorm1d(32), nn.SiLU(),
                                  conv(32, 32, 3, 2, 32), nn.BatchNorm1d(32), nn.SiLU(),
                                  Squeeze(32, 8), conv(32, 8, 1), nn.BatchNorm1d(8))

    def forward(self, x):
        return self.conv(x)


def encoder():
    return nn.Sequential(nn.BatchNorm1d(1), conv_silu(1, 8, 3), Fused(1), Fused(4), Bottleneck(),
                         Bottleneck())


def head():
    return nn.Sequential(Fused(1), Bottleneck(), Bottleneck(), Bottleneck(), conv_silu(8, 16, 1),
                         nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(16, 1))


class Comparator(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = encoder()
        self.cat = conv_silu(16, 8, 1)
        self.head = nn.Sequential(conv_silu(8, 8, 3), *head())

    def compare(self, query, reference):
        return self.head(self.cat(torch.cat((query, reference), 1)))

    def forward(self, references, queries):
        reference = self.encoder(references)
        return self.compare(self.encoder(queries), reference)


class Classifier(nn.Sequential):
    def __init__(self):
        super().__init__(*encoder(), *head())


def train(net, inputs, labels):
    optimiser = torch.optim.Adam(net.parameters(), 1e-3)
    net.train()

    def epoch():
        for _ in range(41):
            optimiser.zero_grad()
            nn.functional.binary_cross_entropy_with_logits(net(*inputs), labels).backward()
            optimiser.step()
    return epoch


def evaluate(net, queries, references):
    net.eval()

    @torch.no_grad()
    def run():
        encoded, known = net.encoder(queries), net.encoder(references)
        for query in encoded:
            net.compare(query.expand(len(known), -1, -1), known)
    return run


def classify(net, batch):
    net.eval()
    return torch.no_grad()(lambda: [net(batch) for _ in range(16)])


def measure(work, repeats):
    times = []
    work()
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main():
    torch.manual_seed(1)
    waves = torch.randn(256, 1, 384) * 100
    labels = (torch.rand(128, 1) < 0.5).float()
    works = {
        'train-comparator': train(Comparator(), (waves[:64], waves[64:128]), labels[:64]),
        'train-classifier': train(Classifier(), (waves[:128],), labels),
        'evaluate': evaluate(Comparator(), waves[:128], waves[128:228]),
        'classify': classify(Classifier(), waves[:128]),
    }
    for name, work in works.items():
        best = float('inf')
        for threads in 1, 2:
            torch.set_num_threads(threads)
            best = min(best, measure(work, 3))
        print(name, best, flush=True)


if __name__ == '__main__':
    main()
