#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A real InfluxDB takes what `export line-protocol` writes, and its answers are our numbers.

The server (Debian's package influxdb) runs on loopback, in a folder that is gone afterwards.
"""

import atexit
import ctypes
import datetime
import json
import random
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

import proof

HOUR = 3600
WEEK = 7 * 24 * HOUR
NS = 1000000000
BATCH = 5000  # points of one POST, as InfluxDB's manual advises

CONFIGURATION = '''
reporting-disabled = true
bind-address = "127.0.0.1:{other}"
[meta]
  dir = "{folder}/meta"
[data]
  dir = "{folder}/data"
  wal-dir = "{folder}/wal"
  query-log-enabled = false
[monitor]
  store-enabled = false
[subscriber]
  enabled = false
[continuous_queries]
  enabled = false
[http]
  bind-address = "127.0.0.1:{port}"
  log-enabled = false
'''


# --- The server ----------------------------------------------------------------------------------

def free_ports(n):
    """Ports of loopback that nobody has just now."""
    sockets = [socket.create_server(('127.0.0.1', 0)) for _ in range(n)]
    ports = [s.getsockname()[1] for s in sockets]
    for s in sockets:
        s.close()
    return ports


def die_with_us():
    """In the child: whatever ends the proof ends the server."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


class Server:
    """InfluxDB with one empty database."""

    def __init__(self, program):
        self.database = 'beatwise'
        for _ in range(3):  # another program may be quicker to take the port
            self.folder = proof.scratch('influx')
            port, other = free_ports(2)
            self.address = f'http://127.0.0.1:{port}'
            self.log = self.folder / 'log'
            configuration = self.folder / 'influxdb.conf'
            configuration.write_text(CONFIGURATION.format(folder=self.folder, port=port, other=other),
                                     encoding='utf-8')
            with open(self.log, 'wb') as log:
                self.process = subprocess.Popen([program, '-config', configuration], stdout=log,
                                                stderr=log, stdin=subprocess.DEVNULL,
                                                env={'HOME': str(self.folder)},
                                                preexec_fn=die_with_us)
            atexit.register(self.stop)
            if self.is_up():
                self.use('beatwise')
                return
            self.stop()
        raise RuntimeError(f'influxd did not start:\n{self.log.read_text(errors="replace")[-2000:]}')

    def is_up(self):
        """Waits until it answers. False where it ended, or took a minute."""
        until = time.monotonic() + 60
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f'{self.address}/ping', timeout=5) as answer:
                    return answer.status == 204 and self.process.poll() is None
            except OSError:
                time.sleep(0.1)
        return False

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def use(self, database):
        """Goes on with a database of this name, which is made."""
        self.ask(f'CREATE DATABASE {database}', method='POST')
        self.database = database

    def ask(self, query, method='GET'):
        """The series of an answer."""
        words = urllib.parse.urlencode({'db': self.database, 'epoch': 'ns', 'q': query})
        if method == 'POST':
            request = urllib.request.Request(f'{self.address}/query', words.encode())
        else:
            request = urllib.request.Request(f'{self.address}/query?{words}')
        with urllib.request.urlopen(request, timeout=60) as answer:
            result = json.loads(answer.read())['results'][0]
        if 'error' in result:
            raise RuntimeError(f'{query}: {result["error"]}')
        return result.get('series', [])

    def rows(self, query):
        """The rows of an answer of one series, as dictionaries."""
        series = self.ask(query)
        return [dict(zip(one['columns'], row)) for one in series for row in one['values']]

    def count(self, measurement, field, where=''):
        rows = self.rows(f'SELECT COUNT("{field}") AS n FROM "{measurement}" {where}')
        return rows[0]['n'] if rows else 0

    def write(self, lines):
        """Posts points. Returns what it complains of."""
        for begin in range(0, len(lines), BATCH):
            body = '\n'.join(lines[begin:begin + BATCH]).encode()
            request = urllib.request.Request(f'{self.address}/write?db={self.database}&precision=ns',
                                             body)
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    if answer.status != 204:
                        return f'status {answer.status}'
            except urllib.error.HTTPError as error:
                return f'status {error.code}: {error.read().decode(errors="replace").strip()}'
        return ''


# --- What is compared ----------------------------------------------------------------------------

def seconds(text):
    return int(datetime.datetime.fromisoformat(text).timestamp())


def compare_hours(what, rows, hours, ours):
    """Hours of ours with a value against rows of InfluxDB with one: the same hours, the same values."""
    theirs = {row['time'] // NS: row['value'] for row in rows if row['value'] is not None}
    mine = {seconds(hour['hour']): hour[ours] for hour in hours if hour[ours] is not None}
    if proof.check(f'{what}: the same hours', mine and list(theirs) == list(mine),
                   f'{len(mine)} of ours, {len(theirs)} of InfluxDB’s'):
        proof.close(what, mine.values(), theirs.values(), 1e-9)


def compare_week(server, library, measure, field):
    """The tutorial's query, over the last seven days of the data."""
    every = proof.cli_json('--measure', measure, '--library', library.path, 'hourly')
    end = max(seconds(hour['hour']) for hour in every if hour['n'] > 0) + HOUR
    begin = end - WEEK
    span = f'time >= {begin * NS} AND time < {end * NS}'
    told = [datetime.datetime.fromtimestamp(at, datetime.timezone.utc).isoformat()
            for at in (begin, end)]
    hours = proof.cli_json('--measure', measure, '--library', library.path, 'hourly', '--from', told[0],
                           '--to', told[1])
    proof.check(f'a week of {measure}', len(hours) == WEEK // HOUR, f'{len(hours)} hours')
    for function, ours in (('MEAN', 'mean_ms'), ('MIN', 'min_ms'), ('MAX', 'max_ms')):
        rows = server.rows(f'SELECT {function}("{field}") AS value FROM "hrv" WHERE {span} '
                           'GROUP BY time(1h)')
        compare_hours(f'{measure}, {function} of each hour', rows, hours, ours)
    rows = server.rows(f'SELECT COUNT("{field}") AS value FROM "hrv" WHERE {span} GROUP BY time(1h)')
    proof.check(f'{measure}, COUNT of each hour',
                [row['value'] for row in rows] == [hour['n'] for hour in hours],
                f'{sum(hour["n"] for hour in hours)} readings')


def compare_many(server):
    """The same with readings as the tutorial has them, several an hour and from two programs, some of
    which do not count: out of range, or told twice."""
    chance = random.Random(3)
    folder = proof.scratch('many')
    with open(folder / 'points.txt', 'w', encoding='utf-8') as out:
        for i in range(9 * 24 * 7):
            when = 1695280000000 + i * 511000 + chance.randrange(500000)
            value = round(chance.lognormvariate(3.7, 0.5), chance.randrange(8))
            out.write(f'hrv,source=my\\ band rmssd={value} {when}\n')
            if i % 10 == 0:
                out.write(f'hrv,source=phone rmssd={value if i % 20 else value + 1} {when}\n')
            if i % 13 == 0:
                out.write(f'hrv,source=phone rmssd={250 + value} {when + 1}\n')
    library = proof.Library(folder / 'many.beatwise', {})
    proof.cli('--library', library.path, 'import', folder / 'points.txt')
    proof.cli('--library', library.path, 'export', 'line-protocol', folder / 'points.lp')
    server.use('many')
    complaint = server.write((folder / 'points.lp').read_text(encoding='utf-8').splitlines())
    proof.check('InfluxDB takes many an hour', complaint == '', complaint)
    compare_week(server, library, 'rmssd-imported', 'rmssd')


def compare_counts(server, library, points):
    """Every point is there, and as many of each kind as we hold."""
    for measurement, n in points.items():
        found = server.count(measurement, 'offset_min')
        proof.check(f'all points of {measurement}', found == n > 0, f'{found} of {n}')
    counts = {kind['kind']: kind['count'] for kind in proof.cli_json('--library', library.path,
                                                                    'info')['kinds']}
    for kind, measurement, field, where in (
            ('HKQuantityTypeIdentifierHeartRate', 'heart_rate', 'bpm', ''),
            ('HKQuantityTypeIdentifierRestingHeartRate', 'resting_heart_rate', 'bpm', ''),
            ('HKCategoryTypeIdentifierSleepAnalysis', 'sleep', 'minutes', ''),
            ('HKQuantityTypeIdentifierStepCount', 'activity', 'steps', ''),
            ('HKQuantityTypeIdentifierActiveEnergyBurned', 'activity', 'active_kcal', ''),
            ('HKQuantityTypeIdentifierHeartRateVariabilitySDNN', 'hrv', 'offset_min',
             "WHERE measure = 'sdnn'")):
        found = server.count(measurement, field, where)
        proof.check(f'as many of {kind} as info has', found == counts[kind], f'{found}')


def compare_forecast(server, forecast):
    """The forecast that was kept, hour by hour."""
    rows = server.rows('SELECT * FROM "fatigue" WHERE kind = \'forecast\'')
    hours = forecast['hours']
    proof.check('the hours of the forecast', [row['time'] // NS for row in rows]
                == [seconds(hour['time']) for hour in hours], f'{len(rows)} hours')
    for key in ('median_ms', 'low_ms', 'high_ms', 'score', 'score_low', 'score_high', 'p_green',
                'p_yellow', 'p_red'):
        proof.close(f'{key} of the forecast', [hour[key] for hour in hours],
                    [row[key] for row in rows], 1e-9)
    proof.check('zones of the forecast', [row['zone'] for row in rows]
                == [hour['zone'] for hour in hours])
    proof.check('hours ahead', [row['ahead'] for row in rows]
                == [str(i + 1) for i in range(len(hours))])
    now = server.rows('SELECT * FROM "fatigue" WHERE kind = \'now\'')
    proof.check('the score now', len(now) == 1 and now[0]['zone'] == forecast['zone_now']
                and abs(now[0]['score'] - forecast['score_now']) < 1e-9
                and now[0]['time'] // NS == seconds(forecast['issued']), f'{now[0]["score"]:.1f}')


# --- And back ------------------------------------------------------------------------------------

def escape(text):
    for c in ', =':
        text = text.replace(c, '\\' + c)
    return text


def take_out(server, path):
    """All that InfluxDB has but the forecasts, as line protocol of this proof's own making."""
    with open(path, 'w', encoding='utf-8') as out:
        for measurement in ('hrv', 'heart_rate', 'resting_heart_rate', 'sleep', 'activity'):
            for series in server.ask(f'SELECT * FROM "{measurement}" GROUP BY *'):
                tags = ''.join(f',{key}={escape(value)}' for key, value in series['tags'].items()
                               if value)
                for when, *values in series['values']:
                    fields = ','.join(f'{key}={json.dumps(value)}' for key, value
                                      in zip(series['columns'][1:], values) if value is not None)
                    out.write(f'{measurement}{tags} {fields} {when}\n')


def compare_back(server, library):
    """What is taken out of InfluxDB gives a fresh library the same hours."""
    folder = proof.scratch('back')
    take_out(server, folder / 'points.txt')
    fresh = folder / 'fresh.beatwise'
    result = proof.cli_json('--library', fresh, 'import', folder / 'points.txt')
    proof.check('it is imported', result['new'] > 0, f'{result["new"]} records')
    again = proof.cli_json('--library', fresh, 'import', folder / 'points.txt')
    proof.check('a second time brings nothing', again['new'] == 0 and again['records'] > 0)
    ours = proof.cli_json('--library', library.path, 'hourly')
    theirs = proof.cli_json('--library', fresh, 'hourly')
    proof.check('the same hours come back', [seconds(hour['hour']) for hour in ours]
                == [seconds(hour['hour']) for hour in theirs], f'{len(ours)} hours')
    for key in ('n', 'mean_ms', 'min_ms', 'max_ms', 'ln_mean', 'hr_bpm', 'steps', 'active_kcal',
                'asleep_min'):
        pairs = [(a[key], b[key]) for a, b in zip(ours, theirs)]
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        if proof.check(f'{key} is known of the same hours',
                       all((a is None) == (b is None) for a, b in pairs)):
            proof.close(f'{key} comes back', [a for a, _ in known], [b for _, b in known], 1e-12)


def main():
    program = proof.need_program('influxd', 'influxdb')
    library = proof.library().copy()
    forecast = proof.cli_json('--library', library.path, 'forecast', 'run')
    path = proof.scratch('lines') / 'points.lp'
    written = proof.cli_json('--library', library.path, 'export', 'line-protocol', path)
    lines = path.read_text(encoding='utf-8').splitlines()
    proof.check('as many lines as points', len(lines) == sum(written['points'].values())
                and written['left_out'] == 0, f'{len(lines)}')

    server = Server(program)
    complaint = server.write(lines)
    proof.check('InfluxDB takes every point', complaint == '', complaint)
    compare_counts(server, library, written['points'])
    compare_week(server, library, 'rmssd', 'rmssd')
    compare_week(server, library, 'sdnn', 'sdnn')
    rows = server.rows('SELECT MEAN("bpm") AS value FROM "heart_rate" GROUP BY time(1h)')
    hours = proof.cli_json('--library', library.path, 'hourly')
    within = {seconds(hour['hour']) for hour in hours}
    compare_hours('mean heart rate of each hour', [row for row in rows if row['time'] // NS in within],
                  hours, 'hr_bpm')
    compare_forecast(server, forecast)
    compare_back(server, library)
    compare_many(server)
    server.stop()
    proof.done()


main()
