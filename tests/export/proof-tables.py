# SPDX-License-Identifier: GPL-3.0-or-later
"""Python's readers of CSV and JSON, and SQLite's own program, find the same in the tables we export as in
the library; a table of a million rows takes no memory."""

import csv
import io
import json
import math
import os
import re
import subprocess
import sqlite3
import sys
import zipfile
from datetime import datetime, timedelta

import proof


def read_csv(text):
    """Rows of strings, by a reader that takes nothing amiss."""
    rows = list(csv.reader(io.StringIO(text, newline=''), strict=True))
    heading, rows = rows[0], rows[1:]
    if any(len(row) != len(heading) for row in rows):
        raise ValueError('a row has more or fewer cells than the heading')
    return heading, rows


def read_json(text):
    """An array of objects, as the standard has it: no NaN, no name twice."""
    def fail(what):
        raise ValueError(what)

    def once(pairs):
        if len(dict(pairs)) != len(pairs):
            fail('a name that stands twice')
        return dict(pairs)

    return json.loads(text, parse_constant=fail, object_pairs_hook=once)


def parse(cell, kind):
    """A cell of CSV as JSON has it."""
    if cell == '':
        return None
    if kind in ('integer', 'number'):
        return int(cell) if re.fullmatch(r'-?\d+', cell) else float(cell)
    if kind == 'boolean':
        return {'true': True, 'false': False}[cell]
    if kind in ('text', 'word') and re.match(r"'+[=+\-@\t\r\n]", cell):
        return cell[1:]
    return cell


def fits(value, kind):
    """Whether a value of JSON is of the type that the dictionary says."""
    if value is None:
        return True
    if kind == 'integer':
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == 'number':
        return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if kind == 'boolean':
        return isinstance(value, bool)
    if kind == 'time':
        return datetime.fromisoformat(value).tzinfo is not None
    if kind == 'day':
        return datetime.strptime(value, '%Y-%m-%d') is not None
    return isinstance(value, str) and value != ''


def hostile_library(person):
    """A copy with what people write and files hold."""
    file = person.copy().path
    for text in ('=HYPERLINK("http://x";"y")', '-5 kg, "more"\nsecond line', '+', '@me', "'=1", 'ü€😀',
                 '\t=1', 'a\rb'):
        proof.cli('--library', file, 'note', 'add', '--at', '2025-09-01T12:00', '--', text)
    return file


def sqlite(file, *sql):
    """What SQLite's own program says, of a file that it may only read."""
    program = proof.need_program('sqlite3', 'sqlite3')
    return subprocess.run([program, '-csv', f'file:{file}?mode=ro', *sql], check=True, timeout=60,
                          capture_output=True, text=True, encoding='utf-8').stdout


def compare(table, heading, rows, objects):
    """CSV against JSON, and both against the dictionary."""
    kinds = [column['type'] for column in table['columns']]
    names = [column['name'] for column in table['columns']]
    same = all([parse(cell, kind) for cell, kind in zip(row, kinds)] == list(entry.values())
               for row, entry in zip(rows, objects))
    typed = all(fits(value, kind) for entry in objects for value, kind in zip(entry.values(), kinds))
    named = heading == names and all(list(entry) == names for entry in objects[:100])
    proof.check(f'{table["table"]}: CSV, JSON and dictionary agree',
                same and typed and named and len(rows) == len(objects), f'{len(rows)} rows')


def sums(database, table, objects):
    """The sums of a table's numbers, and those that SQLite makes of the view's columns."""
    ours, theirs = [], []
    for column in table['columns']:
        if column['type'] not in ('integer', 'number'):
            continue
        view, stored = column['stored'].split('.')
        (total, n), = database.execute(f'SELECT total ([{stored}]), count ([{stored}]) FROM [{view}]')
        values = [entry[column['name']] for entry in objects if entry[column['name']] is not None]
        ours += [math.fsum(values), len(values)]
        theirs += [total, n]
    return ours, theirs


def check_stored(database, dictionary, tables):
    """Stored tables against SQLite's counts and sums of their views."""
    ours, theirs = [], []
    for table in dictionary:
        if table['view'] in (None, 'v_sample'):
            continue
        (n,), = database.execute(f'SELECT count (*) FROM [{table["view"]}]')
        ours.append(len(tables[table['table']]))
        theirs.append(n)
        more, their_more = sums(database, table, tables[table['table']])
        ours += more
        theirs += their_more
    proof.close('counts and sums of the views, by SQLite', ours, theirs, 1e-12)


def check_samples(file, tables):
    """Samples against SQLite's own program."""
    lines = list(csv.reader(io.StringIO(sqlite(
        file, 'SELECT kind, count (*), total (value) FROM v_sample GROUP BY kind ORDER BY kind'))))
    ours = {}
    for entry in tables['samples']:
        n, total = ours.get(entry['kind'], (0, 0))
        ours[entry['kind']] = n + 1, total + (entry['value'] or 0)
    proof.check('the same kinds', [line[0] for line in lines] == sorted(ours), f'{len(lines)} kinds')
    proof.close('samples of each kind, and their sums, by sqlite3 -csv',
                [x for kind in sorted(ours) for x in ours[kind]],
                [float(x) for line in lines for x in line[1:]], 1e-9)
    n = int(sqlite(file, "SELECT count (*) FROM v_sample WHERE kind LIKE '%IdentifierHeartRate'"))
    proof.check('heart rates are all there', len(tables['heart-rate']) == n > 1000, f'{n} rows')


def check_times(database, tables):
    """Times, by another program's calendar."""
    stored = database.execute('SELECT start_ms, offset_min, start, start_local FROM v_reading'
                              ' ORDER BY start_ms, id').fetchall()
    good = len(stored) == len(tables['readings'])
    for (start_ms, offset_min, utc, local), entry in zip(stored, tables['readings']):
        time = datetime.fromisoformat(entry['time'])
        good = good and round(time.timestamp() * 1000) == start_ms and (
            time.utcoffset() == timedelta(minutes=offset_min)
            and datetime.fromisoformat(local) == time
            and datetime.fromisoformat(utc.replace('Z', '+00:00')) == time)
    proof.check('times of readings, in the file and in its views', good, f'{len(stored)} times')


def check_app(file, tables):
    """What the program prints, and what it exports."""
    def same(name, verb, key, columns):
        printed = proof.cli_json('--library', file, *verb)
        printed = printed[key] if key else printed
        good = len(printed) == len(tables[name]) and all(
            row.get(c) == entry[c] or isinstance(row[c], float) and math.isclose(row[c], entry[c],
                                                                                 rel_tol=1e-14)
            for row, entry in zip(printed, tables[name]) for c in columns)
        proof.check(f'{name}: as “{" ".join(verb)}” prints it', good, f'{len(printed)} rows')

    same('readings', ['readings'], None, ['id', 'time', 'beats', 'rmssd_ms', 'se_ms', 'used', 'why_not'])
    same('hourly', ['hourly'], None, ['hour', 'n', 'mean_ms', 'ln_mean', 'hr_bpm', 'steps', 'asleep_min'])
    same('days', ['trend'], 'days', ['day', 'n', 'ln_mean', 'score', 'zone', 'week_mean_ln',
                                     'week_cv_percent', 'normal_low_ln', 'side', 'new_era'])
    same('ecgs', ['ecgs'], None, ['id', 'time', 'name', 'duration_s', 'label', 'labelled_by', 'beats',
                                  'mean_hr_bpm', 'quality'])


def label_twice(file):
    """Labels of two readers who do not quite agree."""
    for reader, label, ids in (('Anna', 'fasting', range(1, 13)), ('Anna', 'glucose', range(13, 25)),
                               ('=Ben', 'fasting', range(3, 11)), ('=Ben', 'glucose', range(11, 27))):
        proof.cli('--library', file, 'label', f'--reader={reader}', *ids, label)


def check_agreement(tables):
    """Cohen's kappa, worked out here from the labels of the readers."""
    labels = {reader: {row['recording']: row['label'] for row in tables['reader-labels']
                       if row['reader'] == reader} for reader in ('=Ben', 'Anna')}
    both = sorted(labels['=Ben'].keys() & labels['Anna'].keys())
    pairs = [(labels['=Ben'][i], labels['Anna'][i]) for i in both]
    observed = sum(a == b for a, b in pairs) / len(pairs)
    chance = sum(sum(first == label for first, _ in pairs) * sum(second == label for _, second in pairs)
                 for label in ('fasting', 'glucose')) / len(pairs) ** 2
    row, = tables['reader-agreement']
    proof.check('who the readers are', (row['first'], row['second']) == ('=Ben', 'Anna'))
    proof.close('how far they agree',
                [row['both'], row['agreement'], row['kappa'], row['only_first'], row['only_second']],
                [len(both), observed, (observed - chance) / (1 - chance), 2, 2], 1e-12)


def keep_forecast(file, forecast):
    """A forecast of a past moment, kept as the program keeps those that it makes day by day."""
    issued_ms = datetime.fromisoformat(forecast['issued']).timestamp() * 1000
    database = sqlite3.connect(file)
    database.execute('INSERT INTO forecast (issued_ms, model, measure, json, score_version, made_ms)'
                     ' VALUES (?, ?, ?, ?, ?, ?)',
                     (round(issued_ms), forecast['model'], forecast['measure'], json.dumps(forecast),
                      forecast['score_version'], round(issued_ms)))
    database.commit()
    database.close()
    return forecast


def keep_backtest(file):
    """A backtest, kept as the program keeps one that tries the LSTM too, which takes long."""
    backtest = proof.cli_json('--library', file, 'forecast', 'backtest', '--no-lstm')
    database = sqlite3.connect(file)
    database.execute("INSERT INTO backtest (made_ms, measure, from_ms, to_ms, stride_h, fingerprint, json)"
                     " VALUES (1, 'rmssd', 1, 2, 6, 'ff', ?)", (json.dumps(backtest),))
    database.commit()
    database.close()
    return backtest


def check_whole(person):
    """Everything at once, in a library with models, notes and forecasts."""
    file = hostile_library(person)
    folder = proof.scratch('tables')
    past = keep_forecast(file, proof.cli_json('--library', file, 'forecast', 'run', '--at',
                                              '2025-09-20T12:00'))
    label_twice(file)
    forecast = proof.cli_json('--library', file, 'forecast', 'run')
    backtest = keep_backtest(file)
    evaluation = proof.cli_json('--library', file, 'comparator', 'evaluate', '--model',
                                person.models['default-logistic'])
    proof.cli('--library', file, 'comparator', 'predict', '--model', person.models['default-logistic'])
    told = proof.cli_json('--library', file, 'export', 'tables', folder / 'all.zip')

    archive = zipfile.ZipFile(folder / 'all.zip')
    proof.check('the zip is whole', archive.testzip() is None, f'{told["size_bytes"]} bytes')
    dictionary = json.loads(archive.read('dictionary.json'))
    _, lines = read_csv(archive.read('dictionary.csv').decode())
    proof.check('both dictionaries tell the same', [[cell or None for cell in line] for line in lines] == [
        [table['table'], *[column[key] or None for key in ('name', 'type', 'unit', 'meaning', 'stored')]]
        for table in dictionary for column in table['columns']], f'{len(lines)} columns')

    tables, n = {}, 0
    for table in dictionary:
        name = table['table']
        heading, rows = read_csv(archive.read(f'csv/{name}.csv').decode())
        tables[name] = read_json(archive.read(f'json/{name}.json').decode())
        compare(table, heading, rows, tables[name])
        n += len(rows)
    proof.check('all rows are counted', n == told['rows'], f'{n} rows')
    alone = folder / 'readings.csv'
    proof.cli('--library', file, 'export', 'csv', alone, '--table', 'readings')
    proof.check('a table alone is the same', alone.read_bytes() == archive.read('csv/readings.csv'))

    database = sqlite3.connect(f'file:{file}?mode=ro', uri=True)
    check_stored(database, dictionary, tables)
    check_samples(file, tables)
    check_times(database, tables)
    check_app(file, tables)
    check_made(tables, forecast, backtest, evaluation)
    check_came(tables, past)
    check_agreement(tables)
    texts = {row[0] for row in database.execute('SELECT text FROM annotation')}
    proof.check('notes are as they were written', texts == {note['text'] for note in tables['notes']},
                f'{len(texts)} notes')
    _, rows = read_csv(archive.read('csv/notes.csv').decode())
    proof.check('no cell is a formula', not any(re.match(r'[=+\-@\t\r\n]', row[3]) for row in rows))


def check_made(tables, forecast, backtest, evaluation):
    """What is kept as JSON, and what the program said when it made it."""
    hours = [hour for hour in tables['forecast-hours'] if hour['forecast'] ==
             max(row['id'] for row in tables['forecasts'])]
    proof.check('the forecast’s hours', [(h['time'], h['median_ms'], h['zone']) for h in hours]
                == [(h['time'], float(f'{h["median_ms"]:.15g}'), h['zone']) for h in forecast['hours']])
    models = {row['model']: row for row in tables['backtest-models']}
    proof.close('the backtest’s losses by model', [model['pinball'] for model in backtest['models']],
                [models[model['name']]['pinball'] for model in backtest['models']], 1e-12)
    blocks = [(model['name'], block['hours'], block['targets']) for model in backtest['models']
              for block in model['by_block']]
    proof.check('the backtest by hours ahead', blocks == [
        (row['model'], row['hours_ahead'], row['targets']) for row in tables['backtest-blocks']],
        f'{len(blocks)} blocks')
    used, = (row for row in tables['evaluations'] if row['used'])
    proof.check('the evaluation', (used['recordings'], used['recordings_right'])
                == (evaluation['waves'], evaluation['wave_correct'])
                and len(tables['evaluations']) == 1 + len(evaluation['rivals'])
                + len(evaluation.get('rules', [0])) - 1,
                f'{used["recordings_right"]} of {used["recordings"]}')
    proof.check('predictions of the model', len(tables['predictions']) > 10)


def check_came(tables, forecast):
    """What came of a forecast, worked out here from the readings."""
    expected = []
    for number, hour in enumerate(forecast['hours'], 1):
        begin = datetime.fromisoformat(hour['time'])
        for reading in tables['readings']:
            after = datetime.fromisoformat(reading['time']) - begin
            if reading['used'] and timedelta() <= after < timedelta(hours=1):
                value = reading['rmssd_ms']
                expected.append((number, reading['time'], value, hour['low_ms'] <= value <= hour['high_ms']))
    ours = [(row['hours_ahead'], row['time'], row['value_ms'], row['inside'])
            for row in tables['forecast-readings']]
    proof.check('readings that came of a forecast', ours == expected and len(ours) > 2,
                f'{sum(row[3] for row in ours)} of {len(ours)} inside')


# The peak of a child's memory is that of all children so far: each in a process of its own.
MEASURE = '''
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
'''


def peak_kib(*arguments):
    """The most memory that beatwise-cli took."""
    return int(subprocess.run([sys.executable, '-c', MEASURE, proof.BEATWISE_CLI,
                               *map(str, arguments)], check=True, capture_output=True, timeout=120).stdout)


def check_large():
    """A million heart rates."""
    folder = proof.scratch('large')
    file = folder / 'large.beatwise'
    proof.cli('sample', folder / 'export.zip', '--days', '30')
    proof.cli('--library', file, 'import', folder / 'export.zip')
    out = {kind: folder / f'out.{kind}' for kind in ('csv', 'json')}
    small = {kind: peak_kib('--library', file, 'export', kind, out[kind], '--table', 'heart-rate')
             for kind in out}
    database = sqlite3.connect(file)
    database.execute('''
      WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
      INSERT INTO sample SELECT k.id, 1500000000000 + 5000 * i, 0, 1, 60 + i % 40, 0, 120, 0, 1
      FROM n, kind k WHERE k.name LIKE '%IdentifierHeartRate' ''')
    database.commit()
    database.close()
    # The objects of JSON are larger, and otherwise alike: a part of them will do.
    for kind, least, options in (('csv', 1000000, []), ('json', 100000, ['--from', '2017-09-01'])):
        began = os.times().elapsed
        large = peak_kib('--library', file, 'export', kind, out[kind], '--table', 'heart-rate', *options)
        seconds = os.times().elapsed - began
        with open(out[kind], 'rb') as written:
            lines = sum(1 for _ in written)
        proof.check(f'a large table as {kind} in constant memory',
                    lines > least and large - small[kind] < 16384,
                    f'{lines} lines, {out[kind].stat().st_size >> 20} MiB in {seconds:.1f} s, '
                    f'{large >> 10} MiB of memory, {small[kind] >> 10} MiB for a month')


check_whole(proof.library())
check_large()
proof.done()
