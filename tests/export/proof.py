# SPDX-License-Identifier: GPL-3.0-or-later
"""What the proofs share. A proof is a test in which a program that is not ours reads what we export.

    import proof

    proof.need_module('numpy', 'python3-numpy')   # or the whole proof is skipped, saying so
    person = proof.library()                      # the sample person, with a model of every kind
    proof.cli('--library', person.path, 'export', 'csv', out, ...)
    proof.check('the same number of rows', len(rows) == 100, f'{len(rows)} rows')
    proof.done()

It speaks TAP. Meson starts a proof with the path of beatwise-cli as its argument and with
BW_PROOF_FOLDER, a folder that the proofs of a build share. This file needs nothing but Python: a proof
imports what it compares with after need_module().
"""

import fcntl
import hashlib
import importlib.util
import json
import math
import os
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import time
import traceback
from pathlib import Path

BEATWISE_CLI = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else 'beatwise-cli'
FOLDER = Path(os.environ.get('BW_PROOF_FOLDER', Path(tempfile.gettempdir(), 'beatwise-proof')))
NEWER = Path(os.environ.get('BW_PROOF_NEWER', Path(__file__).parents[2] / '_build' / 'trixie'))
SHARED = Path(os.environ.get('BW_TEST_SHARED', Path(__file__).parents[3] / 'shared'))

_count = 0
_failed = 0


# --- TAP -----------------------------------------------------------------------------------------

def say(text):
    """A line for people, beside the results."""
    for line in str(text).splitlines():
        print('#', line, flush=True)


def check(what, good, detail=''):
    """A result. It goes on after one that failed. Returns good."""
    global _count, _failed
    _count += 1
    _failed += not good
    told = f'{what}: {detail}' if detail else what
    print(f'{"ok" if good else "not ok"} {_count} {told}'.replace('#', '＃'), flush=True)
    return bool(good)


def close(what, ours, theirs, tolerance=1e-5, of_largest=False):
    """That no two numbers differ by more than tolerance · max (1, |ours|). Sequences of one length.

    of_largest: |ours| of the largest of them all; for logits, which are sums that float32 itself holds no
    better than that, however small they come out.
    """
    ours, theirs = list(ours), list(theirs)
    if len(ours) != len(theirs) or not ours:
        return check(what, False, f'{len(ours)} numbers of ours, {len(theirs)} of theirs')
    largest = max(map(abs, ours))
    worst = max(abs(a - b) / max(1.0, largest if of_largest else abs(a)) if a == a and b == b else math.inf
                for a, b in zip(ours, theirs))
    return check(what, worst <= tolerance, f'{len(ours)} numbers from {min(ours):.4g} to {max(ours):.4g}, '
                                           f'largest difference {worst:.1e}')


def skip_one(what, why):
    """A result that cannot be had here."""
    global _count
    _count += 1
    print(f'ok {_count} {what} # SKIP {why}', flush=True)


def skip(why):
    """Ends the proof: it cannot be had here."""
    print(f'1..0 # SKIP {why}', flush=True)
    sys.exit(0)


def need_module(name, package):
    """Skips where this Python lacks a module, which a Debian package has."""
    if importlib.util.find_spec(name) is None:
        skip(f'{sys.executable} has no module {name} (package {package})')


def need_program(name, package):
    """Skips where a program is absent. Returns its path."""
    path = shutil.which(name, path=os.environ.get('PATH', '') + ':/usr/sbin:/sbin')
    if path is None:
        skip(f'there is no {name} (package {package})')
    return path


def need_newer_debian():
    """Skips where there is no Debian 13 beside this system, which ./dev proofs makes."""
    if not (NEWER / 'usr/bin/python3').exists():
        skip(f'there is no Debian 13 in {NEWER} (./dev proofs unpacks it)')


def newer_python(script, *arguments):
    """Runs a script with Python, onnx and onnxruntime of Debian 13. Returns what it printed."""
    (loader,) = NEWER.glob('usr/lib/*/ld-linux-*.so.*')
    libraries = [loader.parent, loader.parent / 'blas', loader.parent / 'lapack']
    environment = dict(os.environ, PYTHONHOME=str(NEWER / 'usr'),
                       PYTHONPATH=str(NEWER / 'usr/lib/python3/dist-packages'))
    result = subprocess.run([loader, '--library-path', ':'.join(map(str, libraries)),
                             NEWER / 'usr/bin/python3', script, *map(str, arguments)],
                            stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding='utf-8',
                            timeout=600, check=False, env=environment)
    if result.returncode != 0:
        raise RuntimeError(f'{script} ended with {result.returncode}: {result.stderr.strip()}')
    return result.stdout


def done():
    """Ends the proof."""
    print(f'1..{_count}', flush=True)
    sys.exit(_failed > 0 or _count == 0)


def _on_exception(kind, value, where):
    say(''.join(traceback.format_exception(kind, value, where)))
    check('the proof came to its end', False, str(value).splitlines()[0] if str(value) else kind.__name__)
    print(f'1..{_count}', flush=True)
    sys.stdout.flush()


sys.excepthook = _on_exception


# --- The command line ----------------------------------------------------------------------------

class CliError(Exception):
    """What beatwise-cli said, and its status."""

    def __init__(self, arguments, result):
        super().__init__(f'beatwise-cli {" ".join(arguments)} ended with {result.returncode}: '
                         f'{result.stderr.strip()}')
        self.status = result.returncode
        self.message = result.stderr.strip()


def cli(*arguments):
    """Runs beatwise-cli. Returns what it printed; raises CliError where it fails."""
    arguments = [os.fspath(argument) if isinstance(argument, os.PathLike) else str(argument)
                 for argument in arguments]
    result = subprocess.run([BEATWISE_CLI, *arguments], stdin=subprocess.DEVNULL, capture_output=True,
                            text=True, encoding='utf-8', timeout=600, check=False)
    if result.returncode != 0:
        raise CliError(arguments, result)
    return result.stdout


def cli_json(*arguments):
    """The same, for its one JSON document."""
    return json.loads(cli('--json', *arguments))


def scratch(name='proof'):
    """A new folder that is gone when the proof ends."""
    folder = tempfile.TemporaryDirectory(prefix=f'beatwise-{name}-')
    _scratch.append(folder)
    return Path(folder.name)


_scratch = []


# --- Safetensors ---------------------------------------------------------------------------------

def read_safetensors(path):
    """Tensors, name → (dtype, shape, bytes), and metadata of a safetensors file."""
    data = Path(path).read_bytes()
    (length,) = struct.unpack('<Q', data[:8])
    header = json.loads(data[8:8 + length])
    metadata = header.pop('__metadata__', {})
    tensors = {}
    for name, tensor in header.items():
        begin, end = tensor['data_offsets']
        tensors[name] = (tensor['dtype'], tensor['shape'], data[8 + length + begin:8 + length + end])
    return tensors, metadata


def write_safetensors(path, tensors, metadata):
    """The other way round."""
    header, offset = {'__metadata__': metadata} if metadata else {}, 0
    for name, (dtype, shape, data) in tensors.items():
        header[name] = {'dtype': dtype, 'shape': list(shape), 'data_offsets': [offset, offset + len(data)]}
        offset += len(data)
    text = json.dumps(header).encode()
    text += b' ' * (-len(text) % 8)
    Path(path).write_bytes(struct.pack('<Q', len(text)) + text
                           + b''.join(data for _, _, data in tensors.values()))


def _from_bytes(dtype, data):
    return list(struct.unpack(f'<{len(data) // _SIZES[dtype]}{_LETTERS[dtype]}', data))


def _to_bytes(dtype, values):
    return struct.pack(f'<{len(values)}{_LETTERS[dtype]}', *values)


_LETTERS = {'F32': 'f', 'F64': 'd'}
_SIZES = {'F32': 4, 'F64': 8}


# --- The sample person ---------------------------------------------------------------------------

# How the comparator's models are trained: few passes, for the proofs ask whether two programs say the
# same, not whether they are right.
COMPARATORS = {
    'default-comparator': ['--mode', 'default', '--net', 'comparator', '--epochs', '3'],
    'default-classifier': ['--mode', 'default', '--net', 'classifier', '--epochs', '3'],
    'default-logistic': ['--mode', 'default', '--net', 'logistic'],
    'published-comparator': ['--mode', 'published', '--net', 'comparator', '--epochs', '2'],
    'published-classifier': ['--mode', 'published', '--net', 'classifier', '--epochs', '2'],
    'published-logistic': ['--mode', 'published', '--net', 'logistic'],
}


class Library:
    """The sample person's library.

    path:   the file. Other proofs read it too: to write, copy() it.
    models: name → ID. Of the forecast: `forecast-default` (three nets averaged), `forecast-one` (the first
            of them), `forecast-wide` (five nets of two layers with large random weights),
            `forecast-tutorial`. Of the comparator: the keys of COMPARATORS; the same with `shaken-` before them,
            whose weights are moved so far that answers differ from beat to beat; and where ../shared is there
            `pretrained-comparator` and `pretrained-classifier`, the published weights.
    """

    def __init__(self, path, models):
        self.path = path
        self.models = models

    def copy(self):
        """A copy to write to, gone when the proof ends."""
        path = scratch('library') / 'sample.beatwise'
        shutil.copyfile(self.path, path)
        return Library(path, dict(self.models))

    def forecasts(self):
        """The names of the forecast's models."""
        return [name for name in self.models if name.startswith('forecast-')]

    def comparators(self):
        """The names of the comparator's models."""
        return [name for name in self.models if not name.startswith('forecast-')]


def library():
    """The sample person's library, which the first proof of a build makes and the others read."""
    cli_file = Path(shutil.which(BEATWISE_CLI) or BEATWISE_CLI).stat()
    made_of = f'{cli_file.st_mtime_ns} {cli_file.st_size} {SHARED.exists()} {Path(__file__).read_text()}'
    folder = FOLDER / hashlib.sha256(made_of.encode()).hexdigest()[:16]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with open(FOLDER / 'lock', 'w', encoding='utf-8') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / 'models.json').exists():
            for old in FOLDER.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            folder.mkdir()
            _make_library(folder)
    models = json.loads((folder / 'models.json').read_text(encoding='utf-8'))
    return Library(folder / 'sample.beatwise', models)


def _make_library(folder):
    began = time.monotonic()
    file = folder / 'sample.beatwise'
    cli('sample', folder / 'export.zip', '--days', '60')
    cli('--library', file, 'import', folder / 'export.zip')

    # Before breakfast from 7:30, and on most mornings again three quarters of an hour after a drink.
    ecgs = cli_json('--library', file, 'ecgs')
    for hour, label in (('T07:', 'fasting'), ('T08:', 'glucose')):
        cli('--library', file, 'label', *[ecg['id'] for ecg in ecgs if hour in ecg['time']], label)
    models = _make_forecasts(folder, file)
    for name, options in COMPARATORS.items():
        models[name] = cli_json('--library', file, 'comparator', 'train', *options)['model']
        models[f'shaken-{name}'] = _shake(folder, file, name, models[name])
    for kind in ('comparator', 'classifier'):
        weights = SHARED / 'data' / 'parity' / f'{kind}_pretrained.safetensors'
        if weights.exists():
            models[f'pretrained-{kind}'] = cli_json('--library', file, 'comparator', 'import',
                                                    weights)['model']
    (folder / 'models.json').write_text(json.dumps(models), encoding='utf-8')
    say(f'made the sample person’s library in {time.monotonic() - began:.1f} s')


def _make_forecasts(folder, file):
    weights = folder / 'weights.safetensors'

    def take_in(tensors, metadata):
        write_safetensors(weights, tensors, metadata)
        return cli_json('--library', file, 'forecast', 'import', weights)['model']

    models = {'forecast-default': cli_json('--library', file, 'forecast', 'train',
                                           '--from-chance')['model']}
    cli('--library', file, 'export', 'safetensors', weights, '--model', models['forecast-default'])
    tensors, metadata = read_safetensors(weights)
    scales = {name: tensor for name, tensor in tensors.items() if name.startswith('scale.')}
    record = json.loads(metadata['beatwise.forecast'])

    first = {name[2:]: tensor for name, tensor in tensors.items() if name.startswith('0.')}
    metadata['beatwise.forecast'] = json.dumps(dict(record, seeds=1))
    models['forecast-one'] = take_in({**first, **scales}, metadata)

    shape = dict(record, seeds=5, layers=2, hidden=24)
    metadata['beatwise.forecast'] = json.dumps(shape)
    models['forecast-wide'] = take_in({**_random_nets(shape, first), **scales}, metadata)

    models['forecast-tutorial'] = cli_json('--library', file, 'forecast', 'train', '--preset',
                                           'tutorial')['model']
    return models


def _shake(folder, file, name, model):
    """A comparator's model with its weights moved by chance, taken in."""
    weights = folder / 'shaken.safetensors'
    cli('--library', file, 'export', 'safetensors', weights, '--model', model)
    tensors, metadata = read_safetensors(weights)
    chance = random.Random(11)
    # How far weights are moved, and what is left of a variance: the published comparator is soon in hundreds.
    far, least = (0.12, 0.3) if 'cat.0.weight' not in tensors else \
        (0.08, 0.3) if 'default' in name else (0.03, 0.7)
    for tensor, (dtype, shape, data) in tensors.items():
        if dtype not in ('F32', 'F64') or tensor.startswith('normal_proprecessing'):
            continue
        values = _from_bytes(dtype, data)
        if tensor.endswith('running_var'):
            values = [value * chance.uniform(least, 1) for value in values]
        else:
            spread = 1 if tensor.startswith('classifier') else 1e-3 if tensor.startswith('logistic') else far
            values = [value + chance.gauss(0, spread) for value in values]
        tensors[tensor] = dtype, shape, _to_bytes(dtype, values)
    configuration = json.loads(metadata['beatwise.comparator'])
    for decision in configuration['decisions'].values():
        if configuration['mode'] == 'default':
            decision['factor'] = 0.375
    metadata['beatwise.comparator'] = json.dumps(configuration)
    write_safetensors(weights, tensors, metadata)
    return cli_json('--library', file, 'comparator', 'import', weights)['model']


def _random_nets(shape, like):
    """Weights of nets of this shape, large enough that every part of them tells."""
    chance = random.Random(7)
    inputs, outputs = like['lstm.weight_ih_l0'][1][1], like['fc.bias'][1][0]
    hidden, nets = shape['hidden'], {}

    def add(name, *dimensions):
        n = 1
        for dimension in dimensions:
            n *= dimension
        values = [chance.gauss(0, 0.3) for _ in range(n)]
        nets[name] = ('F32', list(dimensions), _to_bytes('F32', values))

    for member in range(shape['seeds']):
        for layer in range(shape['layers']):
            add(f'{member}.lstm.weight_ih_l{layer}', 4 * hidden, hidden if layer else inputs)
            add(f'{member}.lstm.weight_hh_l{layer}', 4 * hidden, hidden)
            add(f'{member}.lstm.bias_ih_l{layer}', 4 * hidden)
            add(f'{member}.lstm.bias_hh_l{layer}', 4 * hidden)
        add(f'{member}.fc.weight', outputs, hidden)
        add(f'{member}.fc.bias', outputs)
    return nets


# --- Golden inputs and outputs -------------------------------------------------------------------

class Golden:
    """Inputs and outputs of a model, which the program computed by its own way: name → (shape, values).
    The values are flat, the last dimension fastest; the first dimension is the window."""

    def __init__(self, path):
        document = json.loads(Path(path).read_text(encoding='utf-8'))
        self.document = document
        self.inputs = self._read(document['inputs'])
        self.outputs = self._read(document['outputs'])
        sizes = {shape[0] for shape, _ in (*self.inputs.values(), *self.outputs.values())}
        if len(sizes) != 1:
            raise ValueError(f'{path}: the tensors have {sorted(sizes)} windows')
        (self.n,) = sizes

    @staticmethod
    def _read(tensors):
        read = {}
        for name, tensor in tensors.items():
            shape, values = tuple(tensor['shape']), tensor['values']
            n = 1
            for dimension in shape:
                n *= dimension
            if len(values) != n or not all(isinstance(value, (int, float)) for value in values):
                raise ValueError(f'“{name}”: {len(values)} values for the shape {shape}')
            read[name] = shape, [float(value) for value in values]
        return read

    def arrays(self, tensors):
        """The same as numpy arrays of float32."""
        import numpy
        return {name: numpy.array(values, numpy.float32).reshape(shape)
                for name, (shape, values) in tensors.items()}


def export_model(kind, person, model, n_golden=100):
    """Exports a model of person (by its name) as `onnx`, `coreml` or `safetensors`, with golden inputs and
    outputs. Returns the path and a Golden."""
    ending = {'coreml': 'mlmodel'}.get(kind, kind)
    path = scratch(model) / f'{model}.{ending}'
    cli('--library', person.path, 'export', kind, path, '--model', person.models[model], '--golden',
        n_golden)
    return path, Golden(f'{path}.golden.json')
