# SPDX-License-Identifier: GPL-3.0-or-later
"""A Core ML model as messages: its file read by the numbers of its fields, as Apple's published schema has
them (coremltools, mlmodel/format/{Model,FeatureTypes,NeuralNetwork}.proto).

    model = coreml_file.read_message('Model', Path('net.mlmodel').read_bytes())

The numbers are written down here once more after that schema, not taken from ours. There are only those
that a net of ours may hold; a field that the tables do not have is refused.
"""

import struct

import numpy


class Refused(Exception):
    """The file is not what the schema allows."""


def need(good, why):
    """Refuses what is not good."""
    if not good:
        raise Refused(why)


# --- The wire ------------------------------------------------------------------------------------

def read_varint(data, at):
    value = shift = 0
    while True:
        need(at < len(data) and shift < 70, 'a number does not end')
        value |= (data[at] & 0x7f) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 0x80:
            return value & (1 << 64) - 1, at


def read_fields(data):
    """Number, wire type and value of each field. A value is a number (type 0) or bytes."""
    at = 0
    while at < len(data):
        key, at = read_varint(data, at)
        number, kind = key >> 3, key & 7
        if kind == 0:
            value, at = read_varint(data, at)
        else:
            need(kind in (1, 2, 5), f'field {number} has the wire type {kind}')
            length = {1: 8, 5: 4}.get(kind)
            if length is None:
                length, at = read_varint(data, at)
            need(at + length <= len(data), f'field {number} is cut off')
            value, at = data[at:at + length], at + length
        yield number, kind, value


def to_int(value):
    return value - (1 << 64) if value >> 63 else value


# What a field is: its name, and `int`, `bool`, `float`, `text`, `floats`, `ints` or the name of a message;
# with * for any number of them.
WEIGHTS = 'WeightParams'
MESSAGES = {
    'Model': {1: 'specificationVersion int', 2: 'description ModelDescription', 10: 'isUpdatable bool',
              500: 'neuralNetwork NeuralNetwork'},
    'ModelDescription': {1: 'input FeatureDescription *', 10: 'output FeatureDescription *',
                         100: 'metadata Metadata'},
    'FeatureDescription': {1: 'name text', 2: 'shortDescription text', 3: 'type FeatureType'},
    'FeatureType': {5: 'multiArrayType ArrayFeatureType', 1000: 'isOptional bool'},
    'ArrayFeatureType': {1: 'shape ints', 2: 'dataType int'},
    'Metadata': {1: 'shortDescription text', 2: 'versionString text', 3: 'author text', 4: 'license text',
                 100: 'userDefined MapEntry *'},
    'MapEntry': {1: 'key text', 2: 'value text'},
    'NeuralNetwork': {1: 'layers NeuralNetworkLayer *', 5: 'arrayInputShapeMapping int'},
    'NeuralNetworkLayer': {
        1: 'name text', 2: 'input text *', 3: 'output text *', 4: 'inputTensor Tensor *',
        5: 'outputTensor Tensor *',
        100: 'convolution ConvolutionLayerParams', 130: 'activation ActivationParams',
        140: 'innerProduct InnerProductLayerParams', 220: 'unary UnaryFunctionLayerParams',
        420: 'uniDirectionalLSTM UniDirectionalLSTMLayerParams', 660: 'clip ClipLayerParams',
        710: 'sin Empty', 715: 'cos Empty', 880: 'addBroadcastable Empty', 890: 'divideBroadcastable Empty',
        900: 'multiplyBroadcastable Empty', 905: 'subtractBroadcastable Empty',
        952: 'gatherAlongAxis Axis', 980: 'concatND ConcatNDLayerParams', 985: 'transpose Axes',
        995: 'sliceStatic SliceStaticLayerParams', 1070: 'loadConstantND LoadConstantNDLayerParams',
        1140: 'reshapeStatic ReshapeStaticLayerParams', 1280: 'reduceMean ReduceLayerParams'},
    'Empty': {},
    'Axis': {1: 'axis int'},
    'Axes': {1: 'axes ints'},
    'Tensor': {1: 'rank int', 2: 'dimValue ints'},
    'WeightParams': {1: 'floatValue floats'},
    'ConvolutionLayerParams': {
        1: 'outputChannels int', 2: 'kernelChannels int', 10: 'nGroups int', 20: 'kernelSize ints',
        30: 'stride ints', 40: 'dilationFactor ints', 50: 'valid ValidPadding', 70: 'hasBias bool',
        90: 'weights WeightParams', 91: 'bias WeightParams'},
    'ValidPadding': {1: 'paddingAmounts BorderAmounts'},
    'BorderAmounts': {10: 'borderAmounts EdgeSizes *'},
    'EdgeSizes': {1: 'startEdgeSize int', 2: 'endEdgeSize int'},
    'ActivationParams': {30: 'tanh Empty', 40: 'sigmoid Empty', 70: 'softplus Empty'},
    'InnerProductLayerParams': {1: 'inputChannels int', 2: 'outputChannels int', 10: 'hasBias bool',
                                20: 'weights WeightParams', 21: 'bias WeightParams'},
    'UnaryFunctionLayerParams': {1: 'type int', 2: 'alpha float', 3: 'epsilon float', 4: 'shift float',
                                 5: 'scale float'},
    'UniDirectionalLSTMLayerParams': {
        1: 'inputVectorSize int', 2: 'outputVectorSize int', 10: 'activations ActivationParams *',
        15: 'params LSTMParams', 20: 'weightParams LSTMWeightParams', 100: 'reverseInput bool'},
    'LSTMParams': {10: 'sequenceOutput bool', 20: 'hasBiasVectors bool', 30: 'forgetBias bool',
                   60: 'cellClipThreshold float'},
    'LSTMWeightParams': {
        number + at: f'{gate}{what} {WEIGHTS}'
        for number, what in ((1, 'WeightMatrix'), (20, 'RecursionMatrix'), (40, 'BiasVector'))
        for at, gate in enumerate(('inputGate', 'forgetGate', 'blockInput', 'outputGate'))},
    'ClipLayerParams': {1: 'minVal float', 2: 'maxVal float'},
    'ConcatNDLayerParams': {1: 'axis int'},
    'SliceStaticLayerParams': {1: 'beginIds ints', 2: 'beginMasks ints', 3: 'endIds ints',
                               4: 'endMasks ints', 5: 'strides ints'},
    'LoadConstantNDLayerParams': {1: 'shape ints', 2: 'data WeightParams'},
    'ReshapeStaticLayerParams': {1: 'targetShape ints'},
    'ReduceLayerParams': {1: 'axes ints', 2: 'keepDims bool', 3: 'reduceAll bool'},
}
DEFAULTS = {'int': 0, 'bool': False, 'float': 0.0, 'text': ''}


class Message:
    """Fields as attributes. What is not in the file has the value that proto3 gives it; a message is None."""

    def __init__(self, name):
        self.present = set()
        for told in MESSAGES[name].values():
            field, kind, *many = told.split()
            self.__dict__[field] = [] if many or kind in ('ints', 'floats') else DEFAULTS.get(kind)


def read_list(kind, wire, value):
    if kind == 'floats':
        need(wire in (2, 5) and len(value) % 4 == 0, 'numbers are cut off')
        return numpy.frombuffer(value, '<f4')
    if wire == 0:
        return [to_int(value)]
    need(wire == 2, 'a list is not one')
    numbers, at = [], 0
    while at < len(value):
        number, at = read_varint(value, at)
        numbers.append(to_int(number))
    return numbers


def read_value(kind, wire, value):
    if kind in ('int', 'bool'):
        need(wire == 0, 'a whole number is none')
        return bool(value) if kind == 'bool' else to_int(value)
    if kind == 'float':
        need(wire == 5, 'a number is none')
        return struct.unpack('<f', value)[0]
    need(wire == 2, f'a {kind} is none')
    return value.decode('utf-8') if kind == 'text' else read_message(kind, value)


def read_message(name, data):
    message = Message(name)
    for number, wire, value in read_fields(data):
        need(number in MESSAGES[name], f'{name} has a field {number}, which is not known here')
        field, kind, *many = MESSAGES[name][number].split()
        if kind in ('ints', 'floats'):
            message.__dict__[field] = [*message.__dict__[field], *read_list(kind, wire, value)]
        elif many:
            message.__dict__[field].append(read_value(kind, wire, value))
        else:
            need(field not in message.present, f'{name} has {field} twice')
            message.__dict__[field] = read_value(kind, wire, value)
        message.present.add(field)
    return message
