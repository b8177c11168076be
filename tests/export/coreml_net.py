# SPDX-License-Identifier: GPL-3.0-or-later
"""A Core ML model computed with numpy, as Apple's published schema says.

    model = coreml_net.Model(Path('net.mlmodel').read_bytes())
    outputs = model.run({'x': array of (windows, …)}, numpy.float32)

Layers are computed after the comments in the schema, and what these forbid is refused: axes that a layer
does not take, names that are given twice or not yet, layers that the specification version does not have.
"""

import re

import numpy

from coreml_file import Refused, need, read_message

MAX_RANK = 5
FLOAT32 = 65568
EXACT_ARRAY_MAPPING = 1


# --- Layers --------------------------------------------------------------------------------------
# Arrays here have one axis more than in the file, the first: the windows. Axes are counted without it.

def rank_of(x):
    return x.ndim - 1


def weights_of(params, shape, dtype):
    need(params is not None, 'weights are absent')
    need(len(params.floatValue) == int(numpy.prod(shape)),
         f'{len(params.floatValue)} weights for the shape {shape}')
    return numpy.array(params.floatValue, numpy.float32).astype(dtype).reshape(shape)


def bias_of(params, n, dtype):
    if not params.hasBias:
        need(params.bias is None, 'a bias that is not used')
        return numpy.zeros(n, dtype)
    return weights_of(params.bias, (n,), dtype)


def sigmoid(x):
    return (1 / (1 + numpy.exp(-numpy.clip(x, -700, 700).astype(float)))).astype(x.dtype)


ACTIVATIONS = {'tanh': numpy.tanh, 'sigmoid': sigmoid,
               'softplus': lambda x: numpy.log1p(numpy.exp(x.astype(float))).astype(x.dtype)}


def activation_of(params):
    need(len(params.present) == 1, 'an activation is not one')
    return ACTIVATIONS[next(iter(params.present))]


def convolution(params, inputs, dtype):
    (x,) = inputs
    need(rank_of(x) >= 4, f'a convolution takes four axes and more, not {rank_of(x)}')
    need(rank_of(x) == 4, 'a convolution of more than four axes is not known here')
    groups = params.nGroups or 1
    kernel = params.kernelSize or [3, 3]
    stride, dilation = params.stride or [1, 1], params.dilationFactor or [1, 1]
    need(len(kernel) == len(stride) == 2 and min(kernel + stride) > 0, 'a kernel has two sizes')
    need(dilation == [1, 1], 'dilation is not known here')
    need(params.valid is not None, 'a convolution must say its padding')
    pads = [(0, 0), (0, 0)]
    if params.valid.paddingAmounts is not None:
        pads = [(edge.startEdgeSize, edge.endEdgeSize)
                for edge in params.valid.paddingAmounts.borderAmounts]
        need(len(pads) == 2, 'padding has two axes')
    n_out, n_in = params.outputChannels, params.kernelChannels
    need(n_in * groups == x.shape[2] and n_out % groups == 0, 'channels and groups do not fit')
    weights = weights_of(params.weights, (n_out, n_in, *kernel), dtype)

    x = numpy.pad(x, ((0, 0), (0, 0), (0, 0), *pads))
    out = [(x.shape[3 + i] - kernel[i]) // stride[i] + 1 for i in (0, 1)]
    need(min(out) > 0, 'a kernel is larger than what it goes over')
    y = numpy.zeros((*x.shape[:2], n_out, *out), dtype)
    for group in range(groups):
        ins, outs = (slice(group * n, (group + 1) * n) for n in (n_in, n_out // groups))
        for row in range(kernel[0]):
            for column in range(kernel[1]):
                part = x[:, :, ins, row:row + stride[0] * out[0]:stride[0],
                         column:column + stride[1] * out[1]:stride[1]]
                y[:, :, outs] += numpy.einsum('oi,wbihl->wbohl', weights[outs, :, row, column], part)
    return [y + bias_of(params, n_out, dtype)[:, None, None]]


def inner_product(params, inputs, dtype):
    (x,) = inputs
    rank, n_in, n_out = rank_of(x), params.inputChannels, params.outputChannels
    need(1 <= rank <= 5, f'an inner product takes one to five axes, not {rank}')
    need(numpy.prod(x.shape[1 + (rank > 1) + (rank in (3, 5)):]) == n_in, 'an inner product of other sizes')
    kept = x.shape[:rank if rank < 4 else rank - 2]
    y = x.reshape(*kept, n_in) @ weights_of(params.weights, (n_out, n_in), dtype).T
    y = y + bias_of(params, n_out, dtype)
    return [y[..., None, None] if rank > 3 else y]


def unary(params, inputs, dtype):
    (x,) = inputs
    functions = {0: numpy.sqrt, 4: numpy.exp, 5: numpy.log}
    need(params.type in functions, f'the function {params.type} is not known here')
    y = functions[params.type](dtype(params.scale or 1) * x + dtype(params.shift))
    need(numpy.isfinite(y).all(), 'a function gives no number')
    return [y]


def lstm(params, inputs, dtype):
    x = inputs[0]
    n_in, n = params.inputVectorSize, params.outputVectorSize
    need(len(inputs) in (1, 3), 'an LSTM takes its states or none')
    need(all(rank_of(part) == 5 and part.shape[4:] == (1, 1) for part in inputs),
         'an LSTM takes arrays of the shape (steps, batch, n, 1, 1)')
    need(x.shape[3] == n_in, 'an LSTM of another size')
    need(len(params.activations) == 3, 'an LSTM has three activations')
    need(not params.reverseInput, 'an LSTM backwards is not known here')
    f, g, h = (activation_of(activation) for activation in params.activations)
    matrices = {}
    for gate in ('inputGate', 'forgetGate', 'blockInput', 'outputGate'):
        stored = params.weightParams.__dict__
        matrices[gate] = (weights_of(stored[f'{gate}WeightMatrix'], (n, n_in), dtype).T,
                          weights_of(stored[f'{gate}RecursionMatrix'], (n, n), dtype).T,
                          weights_of(stored[f'{gate}BiasVector'], (n,), dtype)
                          if params.params.hasBiasVectors else numpy.zeros(n, dtype))
    need(not params.params.forgetBias, 'an LSTM that adds to its bias is not known here')
    cut = dtype(params.params.cellClipThreshold or 50)

    batch = x.shape[2]
    y, c = (state[:, 0, :, :, 0, 0] for state in inputs[1:]) if len(inputs) == 3 else \
        (numpy.zeros((len(x), batch, n), dtype) for _ in range(2))
    need(y.shape == c.shape == (len(x), batch, n), 'states of another size')
    steps = []
    for step in range(x.shape[1]):
        i, fg, z, o = (numpy.clip(x[:, step, :, :, 0, 0] @ w + y @ r + b, -50, 50)
                       for w, r, b in matrices.values())
        c = numpy.clip(c * f(fg) + f(i) * g(z), -cut, cut)
        y = h(c) * f(o)
        steps.append(y)
    outputs = numpy.stack(steps if params.params.sequenceOutput else steps[-1:], 1)
    return [part[..., None, None] for part in (outputs, y[:, None], c[:, None])]


def broadcast(function):
    def layer(params, inputs, dtype):
        del params, dtype
        need(len(inputs) == 2, 'two arrays are wanted')
        rank = max(map(rank_of, inputs))
        aligned = [x.reshape(len(x), *[1] * (rank - rank_of(x)), *x.shape[1:]) for x in inputs]
        for a, b in zip(*(x.shape[1:] for x in aligned)):
            need(a == b or 1 in (a, b), f'the shapes {[x.shape[1:] for x in inputs]} do not fit')
        return [function(*aligned)]
    return layer


def clip(params, inputs, dtype):
    (x,) = inputs
    need(params.minVal <= params.maxVal, 'bounds the wrong way round')
    return [numpy.clip(x, dtype(params.minVal), dtype(params.maxVal))]


def axis_of(axis, rank):
    need(-rank <= axis < rank, f'there is no axis {axis} of {rank}')
    return axis % rank


def gather_along_axis(params, inputs, dtype):
    del dtype
    x, indices = inputs
    need(rank_of(x) == rank_of(indices), 'indices of other axes')
    axis = axis_of(params.axis, rank_of(x))
    need(all(a == b for i, (a, b) in enumerate(zip(x.shape[1:], indices.shape[1:])) if i != axis),
         'indices of another shape')
    size = x.shape[1 + axis]
    need((indices == numpy.floor(indices)).all() and (-size <= indices).all() and (indices < size).all(),
         'indices are whole numbers of what there is')
    return [numpy.take_along_axis(x, indices.astype(int) % size, 1 + axis)]


def concat_nd(params, inputs, dtype):
    del dtype
    need(len(inputs) >= 2 and len(set(map(rank_of, inputs))) == 1, 'arrays of the same axes, two and more')
    axis = axis_of(params.axis, rank_of(inputs[0]))
    need(len({x.shape[1:1 + axis] + x.shape[2 + axis:] for x in inputs}) == 1, 'arrays that do not fit')
    return [numpy.concatenate(inputs, 1 + axis)]


def transpose(params, inputs, dtype):
    del dtype
    (x,) = inputs
    need(sorted(params.axes) == list(range(rank_of(x))), 'axes are not each there once')
    return [x.transpose(0, *(1 + axis for axis in params.axes))]


def slice_static(params, inputs, dtype):
    del dtype
    (x,) = inputs
    lists = (params.beginIds, params.beginMasks, params.endIds, params.endMasks, params.strides)
    need(all(len(numbers) == rank_of(x) for numbers in lists), 'a slice says something of every axis')
    need(0 not in params.strides, 'a slice that stands still')
    y = x[(slice(None), *(slice(None if no_begin else begin, None if no_end else end, stride)
                          for begin, no_begin, end, no_end, stride in zip(*lists)))]
    need(y.size > 0, 'a slice of nothing')
    return [y]


def load_constant_nd(params, inputs, dtype):
    need(not inputs and 1 <= len(params.shape) <= MAX_RANK, 'a constant has one to five axes')
    return [weights_of(params.data, params.shape, dtype)[None]]


def reshape_static(params, inputs, dtype):
    del dtype
    (x,) = inputs
    need(1 <= len(params.targetShape) <= MAX_RANK and min(params.targetShape) > 0, 'a shape of another kind')
    need(numpy.prod(params.targetShape) == numpy.prod(x.shape[1:]), 'a shape of another size')
    return [x.reshape(len(x), *params.targetShape)]


def reduce_mean(params, inputs, dtype):
    (x,) = inputs
    axes = range(rank_of(x)) if params.reduceAll else params.axes
    need(len(axes) > 0, 'a mean over no axis')
    y = x.mean(tuple(1 + axis_of(axis, rank_of(x)) for axis in axes), dtype=dtype, keepdims=True)
    need(params.keepDims, 'a mean that loses its axis is not known here')
    return [y]


def function_of(function):
    def layer(params, inputs, dtype):
        del params, dtype
        (x,) = inputs
        return [function(x)]
    return layer


# Name → what it computes, and the number of arrays that it gives.
LAYERS = {
    'convolution': (convolution, 1), 'innerProduct': (inner_product, 1), 'unary': (unary, 1),
    'activation': (lambda params, inputs, dtype: [activation_of(params)(*inputs)], 1),
    'uniDirectionalLSTM': (lstm, 3), 'clip': (clip, 1), 'sin': (function_of(numpy.sin), 1),
    'cos': (function_of(numpy.cos), 1), 'addBroadcastable': (broadcast(numpy.add), 1),
    'subtractBroadcastable': (broadcast(numpy.subtract), 1),
    'multiplyBroadcastable': (broadcast(numpy.multiply), 1),
    'divideBroadcastable': (broadcast(numpy.divide), 1), 'gatherAlongAxis': (gather_along_axis, 1),
    'concatND': (concat_nd, 1), 'transpose': (transpose, 1), 'sliceStatic': (slice_static, 1),
    'loadConstantND': (load_constant_nd, 1), 'reshapeStatic': (reshape_static, 1),
    'reduceMean': (reduce_mean, 1),
}


# --- The model -----------------------------------------------------------------------------------

class Model:
    """spec: the file, a Message called Model in the schema. inputs, outputs: name → shape."""

    def __init__(self, data):
        self.spec = read_message('Model', data)
        description = self.spec.description
        need(self.spec.specificationVersion == 4, 'the layers here are those of version 4')
        need(self.spec.neuralNetwork is not None and description is not None, 'this is no neural network')
        need(self.spec.neuralNetwork.arrayInputShapeMapping == EXACT_ARRAY_MAPPING,
             'layers of version 4 want the exact shapes of inputs')
        need(not self.spec.isUpdatable, 'this is a net that learns')
        self.inputs = self._read_features(description.input)
        self.outputs = self._read_features(description.output)
        self.metadata = description.metadata
        keys = [entry.key for entry in self.metadata.userDefined]
        need(len(keys) == len(set(keys)), 'a map has a key twice')

    @staticmethod
    def _read_features(features):
        need(features, 'a model has inputs and outputs')
        shapes = {}
        for feature in features:
            array = feature.type and feature.type.multiArrayType
            need(re.fullmatch('[A-Za-z_][A-Za-z0-9_]*', feature.name), f'“{feature.name}” is no name in Swift')
            need(feature.name not in shapes, f'“{feature.name}” is there twice')
            need(array and array.dataType == FLOAT32 and not feature.type.isOptional
                 and 1 <= len(array.shape) <= MAX_RANK and min(array.shape) > 0,
                 f'“{feature.name}” is no array of float32')
            shapes[feature.name] = tuple(array.shape)
        return shapes

    @staticmethod
    def _check_tensors(layer, names, tensors, arrays):
        need(len(tensors) in (0, len(names)), f'“{layer}” does not say the axes of every array')
        for name, tensor, array in zip(names, tensors, arrays):
            need(tensor.rank == rank_of(array) and tuple(tensor.dimValue) in ((), array.shape[1:]),
                 f'“{layer}”: “{name}” has the shape {array.shape[1:]} and not {tensor.dimValue}')

    def run(self, inputs, dtype):
        """The outputs of windows: name → array, the first axis of which is the window. The batch of the
        file, which is 1, is left out of inputs and outputs."""
        arrays = {}
        need(set(inputs) == set(self.inputs), f'the inputs are {sorted(self.inputs)}')
        for name, shape in self.inputs.items():
            need(shape[0] == 1 and inputs[name].shape[1:] == shape[1:], f'“{name}” has the shape {shape}')
            arrays[name] = inputs[name].astype(dtype).reshape(len(inputs[name]), *shape)
        n = len(next(iter(inputs.values())))
        for layer in self.spec.neuralNetwork.layers:
            self._run_layer(layer, arrays, n, dtype)
        outputs = {}
        for name, shape in self.outputs.items():
            need(name in arrays and name not in self.inputs, f'no layer gives “{name}”')
            need(arrays[name].shape[1:] == shape, f'“{name}” has another shape than it says')
            outputs[name] = arrays[name].reshape(-1, *shape[1:])
        return outputs

    def _run_layer(self, layer, arrays, n, dtype):
        kinds = [kind for kind in LAYERS if kind in layer.present]
        need(len(kinds) == 1, f'“{layer.name}” is of the kinds {kinds}')
        function, n_outputs = LAYERS[kinds[0]]
        for name in layer.input:
            need(name in arrays, f'“{layer.name}” wants “{name}”, which is not there yet')
        given = [arrays[name] for name in layer.input]
        self._check_tensors(layer.name, layer.input, layer.inputTensor, given)
        try:
            made = function(layer.__dict__[kinds[0]], given, dtype)
        except (Refused, ValueError) as error:
            raise Refused(f'“{layer.name}” ({kinds[0]}): {error}') from error
        need(len(layer.output) == n_outputs, f'“{layer.name}” gives {n_outputs} arrays')
        self._check_tensors(layer.name, layer.output, layer.outputTensor, made)
        for name, array in zip(layer.output, made):
            need(name and name not in arrays, f'“{layer.name}” gives “{name}”, which is there')
            need(array.dtype == dtype and rank_of(array) <= MAX_RANK, f'“{name}” is no such array')
            # A constant is of no window.
            arrays[name] = numpy.broadcast_to(array, (n, *array.shape[1:]))
