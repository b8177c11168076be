# SPDX-License-Identifier: GPL-3.0-or-later
"""ECGs as EDF+ are read by MNE-Python: the samples, the rate, the time, and what is annotated.

Then the bytes are held to the standard (Kemp & Olivan 2003) by a reading of our own that shares nothing
with the program's.
"""

import datetime

import proof

proof.need_module('mne', 'python3-mne')

import mne  # pylint: disable=wrong-import-position
import numpy  # pylint: disable=wrong-import-position

mne.set_log_level('ERROR')

folder = proof.scratch('edf')
library = folder / 'me.beatwise'


def write_recording(name, rate, seconds, start, flaws):
    """An ECG as Apple Health writes it: a beat every 0.8 s or so, and stretches that are not one."""
    rand = numpy.random.default_rng(7)
    n = int(rate * seconds)
    t = numpy.arange(n) / rate
    uv = 20 * numpy.sin(2 * numpy.pi * 0.2 * t)
    at = 0.3
    while at < seconds:
        uv += 900 * numpy.exp(-((t - at) / 0.012) ** 2) + 180 * numpy.exp(-((t - at - 0.28) / 0.05) ** 2)
        at += 0.8 + 0.05 * rand.standard_normal()
    if flaws:
        uv[(t > 12) & (t < 14)] = 37.5
        part = (t > 20) & (t < 23)
        uv[part] += 400 * rand.standard_normal(part.sum())
    header = (f'Name,\nDate of Birth,\nRecorded Date,{start}\nClassification,Sinus Rhythm\nSymptoms,\n'
              f'Software Version,1.90\nDevice,"Watch6,7"\nSample Rate,{rate} hertz\n\n\nLead,Lead I\n'
              'Unit,µV\n\n')
    path = folder / name
    path.write_text(header + '\n'.join(f'{v:.3f}' for v in uv) + '\n', encoding='utf-8')


def annotations_of(ident, row):
    """What the command line says of a recording: (onset in s, duration in s, text), by onset."""
    found = proof.cli_json('--library', library, 'rpeaks', '--ecg', ident)
    rate = found['rate_hz']
    expected = [(peak / rate, 0.0, 'QRS') for peak in found['peaks']]
    for stretch in found['stretches']:
        prefix = '' if stretch['flaw'] == 'wander' else 'BAD_'
        expected.append((stretch['start_s'], stretch['end_s'] - stretch['start_s'], prefix + stretch['flaw']))
    expected += [(0.0, 0.0, text) for text in (row['label'], row['classification']) if text]
    return sorted(expected), found


def check_with_mne(path, ident, row, start):
    """Samples, rate, time and annotations."""
    title = row['name']
    expected, found = annotations_of(ident, row)
    raw = mne.io.read_raw_edf(path, preload=True, verbose='ERROR')
    proof.check(f'{title}: one signal, “ECG I”', raw.ch_names == ['ECG I'], raw.ch_names)
    proof.check(f'{title}: the rate', abs(raw.info['sfreq'] / found['rate_hz'] - 1) < 1e-6,
                f'{raw.info["sfreq"]} Hz for {found["rate_hz"]} Hz')
    csv = folder / 'samples.csv'
    proof.cli('--library', library, 'export', 'csv', csv, '--ecg', ident)
    ours = numpy.loadtxt(csv, skiprows=13)
    # The file repeats the last sample where the last record is not full. MNE gives volts.
    theirs = raw.get_data()[0] * 1e6
    half_step = (ours.max() - ours.min()) / 65535 / 2
    proof.check(f'{title}: as many samples', 0 <= len(theirs) - len(ours) < raw.info['sfreq'] * 60
                and bool((theirs[len(ours):] == theirs[len(ours) - 1]).all()),
                f'{len(ours)}, and {len(theirs) - len(ours)} that fill the last record')
    worst = float(numpy.abs(theirs[:len(ours)] - ours).max())
    proof.check(f'{title}: samples within half a step', worst <= half_step * 1.01 + 1e-9,
                f'{len(ours)} samples, off by at most {worst:.5f} µV; half a step is {half_step:.5f} µV')
    proof.check(f'{title}: the time', abs((raw.info['meas_date'] - start).total_seconds()) < 1,
                raw.info['meas_date'])

    # MNE counts from the first sample, wherever in the header's second that is.
    got = [(float(a['onset']), float(a['duration']), str(a['description']))
           for a in raw.annotations if a['description'] != 'Recording ends']
    same = proof.check(f'{title}: the texts', sorted(e[2] for e in expected) == sorted(g[2] for g in got),
                       f'{len(got)} annotations, {sum(g[2] == "QRS" for g in got)} of them beats')
    if same:
        sample = 1 / found['rate_hz']
        by_text = list(zip(sorted(expected, key=lambda e: (e[2], e[0])),
                           sorted(got, key=lambda g: (g[2], g[0]))))
        onset = max(abs(a[0] - b[0]) for a, b in by_text)
        length = max(abs(a[1] - b[1]) for a, b in by_text)
        proof.check(f'{title}: onsets and lengths, to far less than a sample',
                    max(onset, length) < sample / 100,
                    f'off by at most {onset * 1e6:.2f} and {length * 1e6:.2f} µs; a sample takes '
                    f'{sample * 1e6:.0f} µs')
    return found


def check_standard(path, title, start):
    """Header fields, sizes and lists of annotations as the standard wants them."""
    data = path.read_bytes()
    faults = []

    def field(at, width):
        text = data[at:at + width].decode('ascii')
        if any(not 32 <= ord(c) <= 126 for c in text):
            faults.append(f'unprintable at {at}')
        return text.rstrip(' ')

    n_records, record_s, n_signals = int(field(236, 8)), float(field(244, 8)), int(field(252, 4))
    if field(0, 8) != '0' or not field(192, 44).startswith('EDF+C') or int(field(184, 8)) != 768:
        faults.append('not EDF+C')
    if len(field(8, 80).split(' ')) < 4:
        faults.append('patient without its four subfields')
    words = field(88, 80).split(' ')
    if words[0] != 'Startdate' or len(words) < 5:
        faults.append('recording without its subfields')
    when = datetime.datetime.strptime(field(168, 8) + ' ' + field(176, 8), '%d.%m.%y %H.%M.%S')
    if when.strftime('%d-%b-%Y').upper() != words[1]:
        faults.append(f'{words[1]} is not {when}')
    sizes = [int(field(256 + n_signals * 216 + 8 * i, 8)) for i in range(n_signals)]
    labels = [field(256 + 16 * i, 16) for i in range(n_signals)]
    if labels[1] != 'EDF Annotations':
        faults.append('no annotations')
    size = 2 * sum(sizes)
    if len(data) != 768 + n_records * size or size > 61440:
        faults.append(f'{len(data)} bytes for {n_records} records of {size}')
    texts, first = [], start.microsecond / 1e6
    for record in range(n_records):
        at = 768 + record * size + 2 * sizes[0]
        block = data[at:at + 2 * sizes[1]]
        if not block.endswith(b'\0\0'):
            faults.append(f'record {record} has no end')
        lists = block.rstrip(b'\0').split(b'\0')
        for i, entry in enumerate(lists):
            if not entry.endswith(b'\x14') or entry[:1] not in b'+-':
                faults.append(f'record {record}: {entry!r}')
                continue
            head, *rest = entry[:-1].split(b'\x14')
            onset = float(head.split(b'\x15')[0])
            if i == 0:
                if rest != [b''] or abs(onset - first - record * record_s) > 1e-6:
                    faults.append(f'record {record} begins with {entry!r}')
            elif not -1e-6 <= onset - first - record * record_s < record_s:
                faults.append(f'record {record} holds {entry!r}')
            else:
                texts += rest
    proof.check(f'{title}: as the standard wants it', not faults, '; '.join(faults[:5]) or
                f'{n_records} records of {record_s} s and {size} bytes, {len(texts)} annotations')


utc = datetime.timezone.utc
write_recording('even.csv', 512, 30, '2023-03-04 20:59:13 +0100', False)
write_recording('odd.csv', 512.508, 30.1, '2023-03-05 07:10:00.250 +0100', True)
write_recording('long.csv', 125, 300.008, '2023-03-06 07:10:00 +0100', True)
starts = {'even.csv': datetime.datetime(2023, 3, 4, 20, 59, 13, tzinfo=utc),
          'odd.csv': datetime.datetime(2023, 3, 5, 7, 10, 0, 250000, tzinfo=utc),
          'long.csv': datetime.datetime(2023, 3, 6, 7, 10, 0, tzinfo=utc)}
proof.cli('--library', library, 'import', *(folder / name for name in starts))
rows = {row['name']: row for row in proof.cli_json('--library', library, 'ecgs')}
proof.cli('--library', library, 'label', rows['odd.csv']['id'], 'glucose')
rows = {row['name']: row for row in proof.cli_json('--library', library, 'ecgs')}
seen = set()
for name, begin in starts.items():
    edf = folder / (name + '.edf')
    proof.cli('--library', library, 'export', 'edf', edf, '--ecg', rows[name]['id'])
    seen |= {s['flaw'] for s in check_with_mne(edf, rows[name]['id'], rows[name], begin)['stretches']}
    check_standard(edf, name, begin)
proof.check('flaws of several kinds are among them', {'flat', 'noise', 'settling'} <= seen, sorted(seen))

bare = folder / 'bare.edf'
proof.cli('--library', library, 'export', 'edf', bare, '--ecg', rows['odd.csv']['id'], '--no-peaks')
left = sorted(set(mne.io.read_raw_edf(bare, verbose='ERROR').annotations.description))
proof.check('without peaks: label and classification alone',
            left in (['Sinus Rhythm', 'glucose'], ['Recording ends', 'Sinus Rhythm', 'glucose']), left)

# What comes in again is a recording, and no more than that.
again = folder / 'again.beatwise'
proof.cli('--library', again, 'import', folder / 'odd.csv.edf')
(back,) = proof.cli_json('--library', again, 'ecgs')
proof.check('imported again it has neither label nor classification',
            back['label'] is None and not back['classification'],
            f'{back["beats"]} beats, found anew')
proof.done()
