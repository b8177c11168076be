#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""ONNX files are what ONNX's own tools take for such: small graphs that have every operation between them,
and every model of the sample person. What their numbers are worth, proof-onnxruntime.py asks.

    proof-onnx.py BEATWISE-CLI WRITE-GRAPH-SAMPLES
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import proof

proof.need_module('onnx', 'python3-onnx')

import onnx  # noqa: E402
import onnx.checker  # noqa: E402
import onnx.shape_inference  # noqa: E402

WRITE_SAMPLES = sys.argv[2]
SCHEMA = Path(onnx.__file__).parent / 'onnx-ml.proto'
SAID = 'not a medical device'


def shapes_of(values):
    """Name → (type of the elements, lengths); the batch by its name."""
    return {value.name: (value.type.tensor_type.elem_type,
                         [dim.dim_param or dim.dim_value for dim in value.type.tensor_type.shape.dim])
            for value in values}


def prove_checked(name, path):
    """ONNX's checker takes the file, and its shapes are those that ONNX infers from the nodes alone."""
    model = onnx.load(str(path))
    onnx.checker.check_model(model, full_check=True)
    told = shapes_of([*model.graph.value_info, *model.graph.output])
    del model.graph.value_info[:]
    for output in model.graph.output:
        output.type.tensor_type.ClearField('shape')
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True)
    found = shapes_of([*inferred.graph.value_info, *inferred.graph.output])
    wrong = [key for key, shape in told.items() if found.get(key) != shape]
    proof.check(f'{name}: checked, and shapes as ONNX infers them', not wrong,
                f'{len(model.graph.node)} nodes, {len(told)} shapes' if not wrong else
                ', '.join(f'{key} {told[key]} and not {found.get(key)}' for key in wrong[:5]))


def prove_named(name, path):
    """Names are words as C has them, which ONNX asks for (docs/IR.md), and nothing is given twice."""
    graph = onnx.load(str(path)).graph
    given = [item.name for item in (*graph.input, *graph.initializer)]
    given += [output for node in graph.node for output in node.output if output]
    wrong = [word for word in (graph.name, *given, *(node.name for node in graph.node))
             if not re.fullmatch(r'[A-Za-z_]\w*', word, re.ASCII)]
    proof.check(f'{name}: every name is a word of C, and stands for one thing',
                not wrong and len(set(given)) == len(given), ', '.join(wrong[:5]) or f'{len(given)} names')


def prove_decoded(name, path):
    """The published schema knows every field: what it does not know, protoc prints as a number."""
    protoc = shutil.which('protoc')
    if protoc is None or not SCHEMA.exists():
        proof.skip_one(f'{name}: decoded', 'there is no protoc (package protobuf-compiler)')
        return
    with open(path, 'rb') as file:
        text = subprocess.run([protoc, '--decode=onnx.ModelProto', f'--proto_path={SCHEMA.parent}',
                               SCHEMA.name], stdin=file, capture_output=True, check=True).stdout.decode()
    lines = text.splitlines()
    strange = [line for line in lines if line.lstrip()[:1].isdigit()]
    proof.check(f'{name}: protoc decodes it with the published schema', lines and not strange,
                f'{len(lines)} lines')


def prove_described(name, path, golden):
    """Inputs and outputs are those of the golden file, each with words, and the file says what it is not."""
    model = onnx.load(str(path))
    for side, tensors, expected in (('inputs', model.graph.input, golden.inputs),
                                    ('outputs', model.graph.output, golden.outputs)):
        shapes = {tensor.name: shape[1:] for tensor, (_, shape) in zip(tensors, shapes_of(tensors).values())}
        proof.check(f'{name}: the {side} are those of the golden file, and each is explained',
                    shapes == {key: list(shape[1:]) for key, (shape, _) in expected.items()}
                    and all(tensor.doc_string for tensor in tensors), ', '.join(shapes))
    words = ' '.join([model.doc_string, *(entry.value for entry in model.metadata_props)])
    proof.check(f'{name}: it says that it is {SAID}', SAID in words.lower(),
                f'{len(model.metadata_props)} entries of metadata')


def main():
    folder = proof.scratch('samples')
    subprocess.run([WRITE_SAMPLES, folder], check=True)
    for path in sorted(folder.glob('*.onnx')):
        prove_checked(path.stem, path)
        prove_named(path.stem, path)
        prove_decoded(path.stem, path)

    person = proof.library()
    for name in person.models:
        if f'shaken-{name}' in person.models:
            continue  # hardly trained, a net says the same of every beat
        path, golden = proof.export_model('onnx', person, name, 1)
        prove_checked(name, path)
        prove_named(name, path)
        prove_decoded(name, path)
        prove_described(name, path, golden)
    proof.done()


main()
