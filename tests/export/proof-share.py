# SPDX-License-Identifier: GPL-3.0-or-later
"""A share is read by Python's zipfile, csv and json, and held against the library's own SQLite file: the
samples, the labels and the times between, and that nothing of the person is in it."""

import csv
import datetime
import io
import json
import sqlite3
import struct
import zipfile

import proof

person = proof.library()
library = person.copy().path
folder = proof.scratch('share')
out = folder / 'share.zip'
proof.cli('--library', library, 'export', 'share', out)
listed = proof.cli_json('--library', library, 'export', 'share', out, '--list')

base = sqlite3.connect(f'file:{library}?mode=ro', uri=True)
rows = base.execute('SELECT r.id, r.name, r.start_ms, r.rate_hz, r.label, s.samples_nv FROM recording r'
                    ' JOIN recording_samples s ON s.recording_id = r.id ORDER BY r.start_ms').fetchall()
(days,) = base.execute("SELECT CAST (value AS INTEGER) FROM setting WHERE key = 'share-days'").fetchone()
person_words = [value for (value,) in base.execute('SELECT value FROM characteristic')]
devices = {value for row in base.execute('SELECT DISTINCT device, software FROM recording') for value in row}

with zipfile.ZipFile(out) as archive:
    proof.check('the archive is sound', archive.testzip() is None, f'{len(archive.namelist())} files')
    infos = archive.infolist()
    files = {info.filename: archive.read(info) for info in infos}
proof.check('what was listed before is what is in it',
            [(f['name'], f['size_bytes']) for f in listed['files']]
            == [(info.filename, info.file_size) for info in infos], f'{len(infos)} files')
proof.check('no file tells when or by whom it was made',
            all(info.date_time == (1980, 1, 1, 0, 0, 0) and not info.comment for info in infos)
            and len({info.extra for info in infos}) == 1, infos[0].extra.hex())

manifest = json.loads(files['manifest.json'])
table = list(csv.DictReader(io.StringIO(files['labels.csv'].decode())))
proof.check('manifest and table have every recording',
            manifest['recordings'] == len(table) == len(rows) == len(manifest['files']), f'{len(rows)}')
by_name = {name.rsplit('/', 1)[1]: (name, data) for name, data in files.items() if '/' in name}
faults, shifts = [], set()
for row, entry, told in zip(rows, table, manifest['files']):
    ident, _, start_ms, rate, label, blob = row
    name, data = by_name[entry['name']]
    head, _, body = data.decode().partition('Unit,µV\n\n')
    fields = {line.partition(',')[0]: line.partition(',')[2] for line in head.splitlines() if line}
    ours = struct.unpack(f'<{len(blob) // 4}i', blob)
    theirs = [round(float(line) * 1000) for line in body.splitlines()]
    if list(ours) != theirs or float(fields['Sample Rate'].split()[0]) != rate:
        faults.append(f'{ident}: samples or rate')
    if not name.startswith(f'{label or "unlabelled"}/') or entry['label'] != (label or '') \
            or told['name'] != name:
        faults.append(f'{ident}: {name}, {entry["label"]}, {label}')
    if any(fields[key] for key in ('Name', 'Date of Birth', 'Symptoms', 'Software Version', 'Device')):
        faults.append(f'{ident}: {fields}')
    then = datetime.datetime.fromisoformat(entry['time'])
    if fields['Recorded Date'] != then.strftime('%Y-%m-%d %H:%M:%S +0000'):
        faults.append(f'{ident}: {fields["Recorded Date"]} and {entry["time"]}')
    shifts.add(start_ms / 60000 - then.timestamp() / 60 - days * 1440)
proof.check('samples and rates are exact, labels and times those of the table', not faults,
            '; '.join(faults[:3]) or f'{sum(len(row[5]) // 4 for row in rows)} samples')
proof.check('times are the clock’s, the same number of days earlier',
            shifts <= {-60.0 * z for z in range(-12, 15)} and len(shifts) <= 2 and 365 <= days <= 3652,
            f'{sorted(shifts)} minutes from UTC')

# Short words, such as a version, may stand in a sample by chance.
secrets = {word for word in [*person_words, *devices] if len(word) > 4}
secrets |= {row[1] for row in rows} | {str(library), str(folder), 'Europe/', 'share-days'}
secrets |= {datetime.datetime.fromtimestamp(row[2] / 1000, datetime.timezone.utc).strftime('%Y-%m-%d')
            for row in rows}
found = [(name, secret) for name, data in files.items() for secret in secrets
         if secret.encode() in data or secret in name]
proof.check('nothing of the person is in it', not found and len(secrets) > len(rows),
            str(found[:3]) if found else f'{len(secrets)} words looked for in {len(files)} files')
proof.done()
