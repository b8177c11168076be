#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The metrics of heart-rate variability in numpy and scipy, timed: what bench-hrv compares itself with.

Written the way one who knows both libraries writes it: whole arrays at once, the libraries' own
spline, Welch and Lomb–Scargle, no loop over beats. The definitions are ours (signal/bw-hrv.h), so that
the numbers are the same where the methods are.

    scipy-hrv.py FILE          times of the intervals in FILE (ms, one a line), and the metrics
    scipy-hrv.py FILE --once   the metrics alone, to hold a test's constants against
"""

import statistics
import sys
import time

import numpy as np
from scipy import interpolate, signal

BANDS = {'vlf': (0.0033, 0.04), 'lf': (0.04, 0.15), 'hf': (0.15, 0.4)}


def time_domain(nn):
    d = np.diff(nn)
    sdnn, rmssd, sdsd = nn.std(ddof=1), np.sqrt(np.mean(d ** 2)), d.std(ddof=1)
    bins = np.floor(nn / 8 + 0.5).astype(int)
    counts = np.bincount(bins - bins.min())
    median = np.median(nn)
    five = np.convolve(nn, np.ones(5), 'valid')
    return {
        'mean_nn_ms': nn.mean(), 'mean_hr_bpm': np.mean(60000 / nn),
        'min_hr_bpm': 300000 / five.max(), 'max_hr_bpm': 300000 / five.min(),
        'sdnn_ms': sdnn, 'rmssd_ms': rmssd, 'ln_rmssd': np.log(rmssd), 'sdsd_ms': sdsd,
        'nn50': np.sum(np.abs(d) > 50), 'pnn50_percent': 100 * np.mean(np.abs(d) > 50),
        'nn20': np.sum(np.abs(d) > 20), 'pnn20_percent': 100 * np.mean(np.abs(d) > 20),
        'cvnn_percent': 100 * sdnn / nn.mean(), 'cvsd_percent': 100 * rmssd / nn.mean(),
        'median_nn_ms': median, 'mad_nn_ms': np.median(np.abs(nn - median)),
        'triangular_index': len(nn) / counts.max(), 'tinn_ms': tinn(counts),
        'sd1_ms': sdsd / np.sqrt(2), 'sd2_ms': np.sqrt(2 * sdnn ** 2 - sdsd ** 2 / 2),
    }


def tinn(counts):
    mode = counts.argmax()

    def foot(side):
        feet, at = np.arange(1, len(side) + 1)[:, None], np.arange(1, len(side))
        line = np.maximum(0, side[0] * (feet - at) / feet)
        return 1 + np.argmin(((side[1:] - line) ** 2).sum(1))
    return 8.0 * (foot(counts[mode:]) + foot(counts[mode::-1]))


def powers(f, density, name):
    """Areas over bands, each frequency standing for the step around it."""
    step, out = f[1] - f[0], {}
    for band, (low, high) in BANDS.items():
        width = np.clip(np.minimum(f + step / 2, high) - np.maximum(f - step / 2, low), 0, None)
        out[f'{name}.{band}_ms2'] = np.sum(density * width)
        inside = width > 0
        out[f'{name}.{band}_peak_hz'] = np.clip(f[inside][density[inside].argmax()], low, high)
    out[f'{name}.lf_hf'] = out[f'{name}.lf_ms2'] / out[f'{name}.hf_ms2']
    return out


def welch(t, nn):
    """One window of the whole, or halves of five minutes that overlap."""
    spline = interpolate.CubicSpline(t, nn, bc_type='natural')
    x = spline(np.arange(t[0], t[-1], 0.25))
    n = min(len(x), 1200)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(n) + 0.5) / n)
    f, density = signal.welch(x, 4, window, n, n // 2, 1 << (2 * n - 1).bit_length(),
                              lambda s: s - (s @ window / window.sum())[..., None])
    return powers(f[f <= 0.5], density[f <= 0.5], 'welch')


def lomb(t, nn):
    total = min(t[-1] - t[0], 300)
    f = np.arange(1, int(0.5 * 2 * total) + 1) / (2 * total)
    density = np.zeros(len(f))
    starts = np.arange(t[0], max(t[-1] - total, t[0]) + 1e-9, total / 2)
    for start in starts:
        inside = (t >= start) & (t <= start + total + 1e-3)
        y = nn[inside] - nn[inside].mean()
        p = signal.lombscargle(t[inside], y, 2 * np.pi * f)
        density += 2 * p * nn[inside].mean() / 1000 / len(starts)
    return powers(f, density, 'lomb')


def entropies(nn):
    n, r = len(nn), 0.2 * nn.std(ddof=1)
    alike = np.abs(nn[:, None] - nn) <= r
    two = alike[:-1, :-1] & alike[1:, 1:]
    three = two[:-1, :-1] & alike[2:, 2:]
    b, a = two[:-1, :-1].sum() - (n - 2), three.sum() - (n - 2)
    phi = [np.mean(np.log(m.mean(1))) for m in (two, three)]
    return {'sampen': np.log(b / a), 'apen': phi[0] - phi[1]}


def entropies_long(nn):
    """The same a row at a time: a day's square does not fit into memory."""
    n, r = len(nn), 0.2 * nn.std(ddof=1)
    b = a = 0
    for i in range(n - 3):
        two = (np.abs(nn[i + 1:n - 2] - nn[i]) <= r) & (np.abs(nn[i + 2:n - 1] - nn[i + 1]) <= r)
        b += np.count_nonzero(two)
        a += np.count_nonzero(two & (np.abs(nn[i + 3:] - nn[i + 2]) <= r))
    return {'sampen': np.log(b / a)}


def dfa(nn):
    y = np.cumsum(nn - nn.mean())
    lengths, f = np.arange(4, 65), []
    for length in lengths:
        boxes = y[:len(y) // length * length].reshape(-1, length).T
        x = np.vander(np.arange(length), 2)
        rest = boxes - x @ np.linalg.lstsq(x, boxes, rcond=None)[0]
        f.append(np.sqrt(np.mean(rest ** 2)))
    slope = [np.polyfit(np.log(lengths[s]), np.log(np.array(f)[s]), 1)[0]
             for s in (lengths <= 16, lengths >= 16)]
    return {'dfa_alpha1': slope[0], 'dfa_alpha2': slope[1]}


def compute(nn):
    t = np.cumsum(nn) / 1000
    return {**time_domain(nn), **welch(t, nn), **lomb(t, nn),
            **(entropies if len(nn) < 5000 else entropies_long)(nn), **dfa(nn)}


def measure(work, repeats):
    times = []
    work()
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main():
    nn = np.loadtxt(sys.argv[1])
    for key, value in compute(nn).items():
        print(key, repr(float(value)))
    if '--once' not in sys.argv:
        t, repeats = np.cumsum(nn) / 1000, 51
        works = {'time': lambda: time_domain(nn), 'welch': lambda: welch(t, nn),
                 'lomb': lambda: lomb(t, nn), 'entropies': lambda: entropies(nn),
                 'dfa': lambda: dfa(nn), 'all': lambda: compute(nn)}
        for name, work in works.items():
            print('seconds.' + name, measure(work, repeats), flush=True)


if __name__ == '__main__':
    main()
