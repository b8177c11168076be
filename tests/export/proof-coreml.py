#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Core ML models say what ours say when numpy computes them as the published schema has it; and they are
what that schema says.

    proof-coreml.py BEATWISE-CLI WRITE-GRAPH-SAMPLES

Apple's own runtime is on Apple's systems only. BW_COREML_SCHEMA may name a folder with the published
*.proto files (https://github.com/apple/coremltools, mlmodel/format); protoc reads the models with them.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import proof

proof.need_module('numpy', 'python3-numpy')

import numpy  # noqa: E402

import coreml_net  # noqa: E402
from coreml_file import Refused  # noqa: E402

WRITE_SAMPLES = sys.argv[2]
SCHEMA = os.environ.get('BW_COREML_SCHEMA')
N_WINDOWS = 100

# Sums of numbers that are much larger than they come out, in µV or of such.
OF_LARGEST = ('logit', 'prepared')

# A phone's processor computes in float32; in float64 there is next to nothing that rounding adds.
TYPES = (numpy.float32, numpy.float64)


def compare(what, model, golden):
    """That the outputs of model are those of golden."""
    inputs, expected = golden.arrays(golden.inputs), golden.arrays(golden.outputs)
    proof.check(f'{what}: inputs and outputs by their names',
                list(model.inputs) == list(inputs) and list(model.outputs) == list(expected),
                f'{", ".join(inputs)} → {", ".join(expected)}')
    for dtype in TYPES:
        found = model.run(inputs, dtype)
        for name, values in expected.items():
            proof.close(f'{what}: {name} in {dtype.__name__}', values.flat, found[name].flat,
                        of_largest=name in OF_LARGEST)


def worst_of(values, found):
    return float((abs(found - values) / numpy.maximum(1, abs(values))).max())


def difference(model, golden):
    """The largest one of any output."""
    found = model.run(golden.arrays(golden.inputs), numpy.float32)
    return max(worst_of(values, found[name]) for name, values in golden.arrays(golden.outputs).items())


def is_refused(read):
    try:
        read()
    except Refused as refused:
        return proof.say(f'refused: {refused}') or True
    return False


def find_layer(model, kind):
    return next(layer for layer in model.spec.neuralNetwork.layers if kind in layer.present)


# --- Every operation -----------------------------------------------------------------------------

def prove_samples(folder):
    subprocess.run([WRITE_SAMPLES, folder], check=True)
    samples = {path.stem: (path.read_bytes(), proof.Golden(path.with_suffix('.golden.json')))
               for path in sorted(folder.glob('*.mlmodel'))}
    for name, (data, golden) in samples.items():
        compare(name, coreml_net.Model(data), golden)
    return samples


def prove_that_it_tells(samples):
    """What is wrong is seen: in numbers, or as what the schema does not allow."""
    data, golden = samples['lstm']
    model = coreml_net.Model(data)
    weights = find_layer(model, 'uniDirectionalLSTM').uniDirectionalLSTM.weightParams
    weights.forgetGateWeightMatrix, weights.blockInputWeightMatrix = \
        weights.blockInputWeightMatrix, weights.forgetGateWeightMatrix
    worst = difference(model, golden)
    proof.check('gates that are swapped are seen', worst > 1e-3, f'{worst:.1e}')

    model = coreml_net.Model(data)
    find_layer(model, 'uniDirectionalLSTM').uniDirectionalLSTM.params.cellClipThreshold = 0.1
    worst = difference(model, golden)
    proof.check('a cell that is cut is seen', worst > 1e-3, f'{worst:.1e}')

    model = coreml_net.Model(data)
    find_layer(model, 'uniDirectionalLSTM').output.pop()
    proof.check('an LSTM without its states is refused', is_refused(lambda: difference(model, golden)))

    proof.check('a file that ends early is refused',
                all(is_refused(lambda: coreml_net.Model(data[:n])) for n in range(0, len(data), 577)))
    proof.check('a field that the schema does not have is refused',
                is_refused(lambda: coreml_net.Model(data + b'\x58\x01')))

    data, golden = samples['conv']
    model = coreml_net.Model(data)
    layer = find_layer(model, 'convolution')
    (before,) = (other for other in model.spec.neuralNetwork.layers if other.output == layer.input)
    layer.input, layer.inputTensor = before.input, []
    proof.check('a convolution of three axes is refused', is_refused(lambda: difference(model, golden)))


# --- Our models ----------------------------------------------------------------------------------

def prove_description(what, model, size):
    spec, metadata = model.spec, model.metadata
    features = [*spec.description.input, *spec.description.output]
    proof.check(f'{what}: a net of version {spec.specificationVersion}', spec.specificationVersion == 4,
                f'{len(spec.neuralNetwork.layers)} layers, {size} bytes')
    proof.check(f'{what}: every input and output says what it is',
                all(feature.shortDescription for feature in features))
    proof.check(f'{what}: description, author, licence and version',
                all((metadata.shortDescription, metadata.author, metadata.license, metadata.versionString)))
    told = ' '.join([metadata.shortDescription, *(entry.value for entry in metadata.userDefined)])
    proof.check(f'{what}: no medical device', re.search('not a medical device', told, re.I))
    for layer in spec.neuralNetwork.layers:
        if 'uniDirectionalLSTM' in layer.present:
            steps = layer.inputTensor[0].dimValue[0] # in each of which |c| grows by 1 at most
            cut = layer.uniDirectionalLSTM.params.cellClipThreshold
            if cut <= steps:
                proof.check(f'{what}: the cell of “{layer.name}” is never cut', False, f'{cut}, {steps}')


def prove_that_it_varies(what, golden):
    """Agreement of what is the same for every window would say little. (Of nets that learnt for a moment it
    nearly is.)"""
    if what.startswith(('default-', 'published-')):
        return
    spread = {name: float(values.std(0).max()) for name, values in golden.arrays(golden.outputs).items()}
    proof.check(f'{what}: windows have outputs of their own', min(spread.values()) > 1e-3,
                ', '.join(f'{name} ±{value:.2g}' for name, value in spread.items()))


def prove_decoding(what, path):
    """protoc reads the file with the published schema, and finds nothing there that this does not have."""
    what = f'{what}: decoded by protoc with the published schema'
    if not SCHEMA:
        proof.skip_one(what, 'BW_COREML_SCHEMA names no folder')
        return
    protoc = proof.need_program('protoc', 'protobuf-compiler')
    with open(path, 'rb') as file:
        result = subprocess.run([protoc, f'--proto_path={SCHEMA}', '--decode=CoreML.Specification.Model',
                                 str(Path(SCHEMA, 'Model.proto'))], stdin=file, capture_output=True,
                                text=True, encoding='utf-8', check=False)
    unknown = re.findall(r'^\s*\d+[: {].*', result.stdout, re.M)
    is_net = result.stdout.startswith('specificationVersion: 4\n') and 'neuralNetwork {' in result.stdout
    proof.check(what, result.returncode == 0 and not unknown and is_net,
                result.stderr.strip() or ' '.join(unknown) or f'{len(result.stdout.splitlines())} lines')


def prove_models():
    person = proof.library()
    for name in (*person.forecasts(), *person.comparators()):
        path, golden = proof.export_model('coreml', person, name, N_WINDOWS)
        model = coreml_net.Model(path.read_bytes())
        proof.check(f'{name}: {N_WINDOWS} windows', golden.n == N_WINDOWS)
        compare(name, model, golden)
        prove_that_it_varies(name, golden)
        prove_description(name, model, path.stat().st_size)
        prove_decoding(name, path)


def main():
    samples_folder = proof.scratch('coreml')
    samples = prove_samples(samples_folder)
    prove_that_it_tells(samples)
    for name in samples:
        prove_decoding(name, samples_folder / f'{name}.mlmodel')
    prove_models()
    proof.done()


main()
