#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run-onnx.py onnxruntime|reference MODEL GOLDEN [MODEL GOLDEN]…

Runs each model with a runtime that is not ours and compares what comes out with what its golden file
says: all elements as one batch, and some of them as batches of one. Prints a line of JSON a model:

    {"model": …, "n": elements, "whole": {output: d}, "single": {output: d}, "seconds": …}

where d is the largest |difference| / max (1, |expected|) of an output. The two runtimes cannot be in one
process. Needs numpy besides, and nothing of ours, so that it runs in a newer system's tree too.
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


def difference(found, expected):
    if found.shape != expected.shape or found.dtype != numpy.float32:
        raise ValueError(f'{found.dtype} {found.shape} and not float32 {expected.shape}')
    if not numpy.isfinite(found).all():
        raise ValueError('not finite')
    expected = expected.astype(float)
    return float((abs(found - expected) / numpy.maximum(1, abs(expected))).max())


def compare(run, inputs, expected, part):
    found = run({name: values[part] for name, values in inputs.items()})
    if set(found) != set(expected):
        raise ValueError(f'the outputs are {sorted(found)} and not {sorted(expected)}')
    return {name: difference(found[name], values[part]) for name, values in expected.items()}


def main(engine, *pairs):
    for model, golden in zip(pairs[::2], pairs[1::2]):
        with open(golden, encoding='utf-8') as file:
            golden = json.load(file)
        inputs, expected = read(golden['inputs']), read(golden['outputs'])
        n = len(next(iter(inputs.values())))
        began = time.monotonic()
        run = open_model(engine, model)
        whole = compare(run, inputs, expected, slice(None))
        single = {name: 0.0 for name in whole}
        for i in sorted({0, n // 2, n - 1}):
            for name, d in compare(run, inputs, expected, slice(i, i + 1)).items():
                single[name] = max(single[name], d)
        print(json.dumps({'model': model, 'n': n, 'whole': whole, 'single': single,
                          'seconds': round(time.monotonic() - began, 3)}), flush=True)


main(*sys.argv[1:])
