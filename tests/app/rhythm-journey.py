#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A reading looked into and corrected by keyboard and screen reader (see atspi.py).

The library holds the sample person's readings and a recording of RR intervals in which a beat was
missed. It is found, marked, unmarked and marked again; a metric is read, of all and of a stretch; a
reading is gone to in the calendar. What the page says is held against what the command line tells of
the library.
"""

import json
import math
import os
import re
import subprocess
import sys
import tempfile
import time
from datetime import datetime

from atspi import Journey, run, step

N = 900
MISSED = 300


def intervals():
    """Of somebody who breathes, and whose strap slipped once."""
    values = [860 + 45 * math.sin(0.4 * i) + 12 * math.sin(2.3 * i) for i in range(N)]
    values[MISSED] += values.pop(MISSED + 1)
    return ''.join(f'{value:.0f}\n' for value in values)


class RhythmJourney(Journey):
    def __init__(self, beatwise, cli):
        self.folder = tempfile.TemporaryDirectory()
        self.cli = cli
        self.library = os.path.join(self.folder.name, 'rhythms.beatwise')
        self.fill()
        super().__init__([beatwise, self.library])

    def call(self, *words):
        done = subprocess.run([self.cli, '--library', self.library, '--json', *words], check=True,
                              capture_output=True, encoding='utf-8')
        return json.loads(done.stdout)

    def fill(self):
        sample = os.path.join(self.folder.name, 'sample.zip')
        strap = os.path.join(self.folder.name, 'strap.txt')
        subprocess.run([self.cli, '--quiet', 'sample', sample, '--days', '30'], check=True)
        with open(strap, 'w', encoding='ascii') as file:
            file.write(intervals())
        self.call('import', sample)
        # It does not tell when it was recorded; its file then does.
        last = datetime.fromisoformat(self.call('readings')[-1]['time']).timestamp()
        os.utime(strap, (last, last))
        self.call('import', strap)

    def hrv(self, *words):
        return self.call('hrv', '--rr', '1', *words)

    def line(self, pattern):
        """A line of the list: the row itself carries the whole sentence."""
        return self.find('list item|table cell|table row', pattern)

    def tachogram(self):
        return self.find('slider', '^Intervals between beats$')

    def wait_for_edits(self, n):
        """The window writes on a thread of its own, soon after the key."""
        self.wait(lambda: self.hrv()['edits'] == n)


@step
def opens_the_page(journey):
    journey.wait(lambda: journey.look('page tab|toggle button|radio button', 'Rhythm'))
    journey.key('ctrl+2')
    n = len(journey.call('readings')) + len(journey.call('ecgs')) + 1
    journey.find('label', f'^{n:,} readings and recordings$|^{n} readings and recordings$')
    journey.find('label', r'^Reading, |^ECG, |^strap$')


@step
def finds_the_recording(journey):
    journey.key('ctrl+f')
    journey.write('strap')
    journey.find('label', r'^1 of \d+ readings and recordings$')
    found = journey.line(r'^strap, RMSSD \d+ ms, 900 beats')
    journey.reach(found, 'Tab')
    journey.key('Return')
    journey.wait(lambda: '900' in (journey.tachogram().get_description() or ''))


@step
def goes_to_the_artefact_and_marks_it(journey):
    before = journey.hrv()
    if before['edits'] or not before['artefacts']:
        raise AssertionError(before['artefacts'])
    # From the list: the keyboard goes along to the artefact.
    journey.key('n')
    journey.wait(lambda: journey.focused(journey.tachogram()))
    journey.key('1')
    journey.wait_for_edits(1)
    after = journey.hrv()
    if after['artefacts'] >= before['artefacts']:
        raise AssertionError((before['artefacts'], after['artefacts']))
    journey.line('^strap, .*, edited by hand')


@step
def undoes_it_and_does_it_again(journey):
    journey.key('ctrl+z')
    journey.wait_for_edits(0)
    journey.key('ctrl+shift+z')
    journey.wait_for_edits(1)
    journey.key('ctrl+z')
    journey.wait_for_edits(0)


@step
def reads_a_metric(journey):
    value = journey.hrv()['rmssd_ms']
    journey.find('label|list item|table cell', rf'\b{value:.1f}\b')


@step
def selects_a_stretch_and_reads_it_there(journey):
    journey.reach(journey.tachogram(), 'Tab')
    for key in ['Home', 'shift+n', 'shift+n', 'Home']:
        journey.key(key)
        time.sleep(0.05)
    for _ in range(60):
        journey.key('shift+Right')
    shown = journey.find('label', r'^0:00–0:\d\d selected$')
    to = int(re.search(r'–0:(\d\d)', shown.get_name()).group(1))
    if not 45 <= to <= 59:
        raise AssertionError(shown.get_name())
    journey.key('Escape')
    journey.wait(lambda: not journey.look('label', ' selected$'))


@step
def goes_to_a_day_in_the_calendar(journey):
    reading = journey.call('readings')[-1]
    day = time.strptime(reading['time'][:10], '%Y-%m-%d')
    journey.key('ctrl+f')
    journey.key('Escape')
    name = time.strftime('%A, ', day) + f'{day.tm_mday} ' + time.strftime('%b %Y', day)
    cell = journey.find('push button|button|toggle button', f'^{name}: ')
    of_day = [one for one in journey.call('readings') if one['time'][:10] == reading['time'][:10]]
    if not re.search(rf'^{name}: {len(of_day)} readings?\b', cell.get_name()):
        raise AssertionError((cell.get_name(), len(of_day)))
    cell.do_action(0)
    journey.find('label', f'^{name}$')
    journey.key('j')
    journey.find('label', r'^(Reading|ECG|strap)')


@step
def quits(journey):
    journey.quit()


if __name__ == '__main__':
    sys.exit(run(RhythmJourney(*sys.argv[1:])))
