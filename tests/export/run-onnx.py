#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run-onnx.py onnxruntime|reference MODEL GOLDEN [MODEL GOLDEN]…

Runs each model with a runtime that is not ours and compares what comes out with what its golden file
says: all windows as one batch, and the first and the last as batches of one. The reference evaluator,
whose loops are Python's, gets four of the windows. Prints a line of JSON a model:

    {"model": …, "n": windows, "whole": {output: [d, s]}, "single": {output: [d, s]}, "seconds": …}

where d is the largest |difference| / max (1, |expected|) of an output, and s the largest |difference| /
max (1, the largest |expected| of all windows). The two runtimes cannot be in one process. Needs numpy besides, and
nothing of ours.
"""

import json
import sys
import time

import numpy


def open_model(engine, path):
    """A function from inputs by name to outputs by name."""
    if engine == 'onnxruntime':
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(path, options, providers=['CPUExecutionProvider'])
        names = [output.name for output in session.get_outputs()]
    else:
        import onnx
        import onnx.reference
        session = onnx.reference.ReferenceEvaluator(path)
        names = session.output_names
    return lambda inputs: dict(zip(names, session.run(None, inputs)))


def read(side):
    return {name: numpy.array(tensor['values'], numpy.float32).reshape(tensor['shape'])
            for name, tensor in side.items()}


def difference(found, expected, largest):
    if found.shape != expected.shape or found.dtype != numpy.float32:
        raise ValueError(f'{found.dtype} {found.shape} and not float32 {expected.shape}')
    if not numpy.isfinite(found).all():
        raise ValueError('not finite')
    by = abs(found - expected.astype(float))
    return [float((by / numpy.maximum(1, abs(expected))).max()), float(by.max() / max(1, largest))]


def compare(run, inputs, expected, windows):
    """@windows: their numbers, which make one batch."""
    found = run({name: values[windows] for name, values in inputs.items()})
    if set(found) != set(expected):
        raise ValueError(f'the outputs are {sorted(found)} and not {sorted(expected)}')
    return {name: difference(found[name], values[windows], abs(values).max())
            for name, values in expected.items()}


def main(engine, *pairs):
    for model, golden in zip(pairs[::2], pairs[1::2]):
        with open(golden, encoding='utf-8') as file:
            golden = json.load(file)
        inputs, expected = read(golden['inputs']), read(golden['outputs'])
        last = len(next(iter(inputs.values()))) - 1
        windows = list(range(last + 1)) if engine == 'onnxruntime' else [0, last // 3, 2 * last // 3, last]
        began = time.monotonic()
        run = open_model(engine, model)
        whole = compare(run, inputs, expected, windows)
        first, final = (compare(run, inputs, expected, [window]) for window in (0, last))
        single = {name: list(map(max, first[name], final[name])) for name in whole}
        print(json.dumps({'model': model, 'n': len(windows), 'whole': whole, 'single': single,
                          'seconds': round(time.monotonic() - began, 3)}), flush=True)


main(*sys.argv[1:])
