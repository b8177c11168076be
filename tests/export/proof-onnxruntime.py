#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runtimes that are not ours make of an ONNX file the numbers that we make.

    proof-onnxruntime.py BEATWISE-CLI WRITE-GRAPH-SAMPLES RUN-ONNX

The runtimes are onnxruntime and ONNX's own reference evaluator. The files are small graphs that have every
operation between them, with what a plain evaluator makes of them; and every model of the sample person,
with what the app makes of a hundred windows.

No number x may differ by more than 1e-5 · max (1, |x|). But a logit is the sum of hundreds of products of
microvolts that cancel, and a prepared beat the difference of hundreds of microvolts: float32 has no such
places there, neither ours nor theirs. Those are held against the largest of their kind.
"""

import json
import subprocess
import sys

import proof

proof.need_newer_debian()

WRITE_SAMPLES, RUN_ONNX = sys.argv[2], sys.argv[3]
TOLERANCE = 1e-5
CANCELLING = {'logit', 'prepared'}


def worst(result):
    """The largest difference of an output that counts, and of which; and the largest of any."""
    sides = (result['whole'], result['single'])
    counts = max((side[name][name in CANCELLING], name) for side in sides for name in side)
    return *counts, max(side[name][0] for side in sides for name in side)


def prove_run(engine, files):
    """@files: name → (model, golden). All in one go, for a runtime takes long to load."""
    pairs = [path for pair in files.values() for path in pair]
    lines = proof.newer_python(RUN_ONNX, engine, *pairs).splitlines()
    found = {result['model']: result for result in map(json.loads, lines)}
    for name, (model, _) in files.items():
        result = found[str(model)]
        difference, output, of_each = worst(result)
        proof.check(f'{name}: {engine} says what we say', difference <= TOLERANCE,
                    f'{result["n"]} windows at once and one by one, largest difference {difference:.1e} '
                    f'({output}; number by number {of_each:.1e}), {result["seconds"]} s')


def main():
    files = {}
    folder = proof.scratch('samples')
    subprocess.run([WRITE_SAMPLES, folder], check=True)
    for path in sorted(folder.glob('*.onnx')):
        files[path.stem] = path, path.with_suffix('.golden.json')
    person = proof.library()
    for name in person.models:
        if f'shaken-{name}' in person.models:
            continue  # hardly trained, a net says the same of every beat
        path, _ = proof.export_model('onnx', person, name)
        files[name] = path, f'{path}.golden.json'
    for engine in ('onnxruntime', 'reference'):
        prove_run(engine, files)
    proof.done()


main()
