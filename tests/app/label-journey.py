#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fifty ECGs labelled by keyboard alone, as a clinician does it (see atspi.py).

The recordings are the published ones where ../shared is, else those of the sample person; their
labels are taken away first. Fifty are labelled one by one, some steps are undone and done again, five
are labelled together, and the program is quit right after the last key. What the list says and what
the library holds are held against what was pressed.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from atspi import Journey, run, step

LABELLED = 50
COUNT = r'^(\d+) recordings(?: · (\d+) unlabelled)?$'


class LabelJourney(Journey):
    def __init__(self, beatwise, cli):
        self.folder = tempfile.TemporaryDirectory()
        self.cli = cli
        self.library = os.path.join(self.folder.name, 'labels.beatwise')
        self.foot = None
        self.fill()
        super().__init__([beatwise, self.library])

    def call(self, *words):
        done = subprocess.run([self.cli, '--library', self.library, '--json', *words], check=True,
                              capture_output=True, encoding='utf-8')
        return json.loads(done.stdout)

    def fill(self):
        shared = pathlib.Path(os.environ.get('BW_TEST_SHARED', ''), 'data', 'ecg-glucose')
        if shared.is_dir():
            self.call('import', str(shared))
        else:
            sample = os.path.join(self.folder.name, 'sample.zip')
            subprocess.run([self.cli, '--quiet', 'sample', sample, '--days', '60'], check=True)
            self.call('import', sample)
        self.truth = {one['id']: one['label'] for one in self.call('ecgs')}
        self.call('label', *[str(id) for id in self.truth], 'none')

    def held(self):
        return {one['id']: one['label'] for one in self.call('ecgs')}

    def count(self):
        """What the list says at its foot: how many there are, and how many without a label."""
        # The tree has a few thousand nodes: it is gone through once, at the beginning, when nothing is
        # labelled yet; other pages count recordings too, but not those.
        self.foot = self.foot or self.look('label', r'^\d+ recordings · \d+ unlabelled$')
        found = self.foot and re.search(COUNT, self.foot.get_name())
        return found and (int(found[1]), int(found[2] or 0))

    def wait_for_unlabelled(self, n):
        self.wait(lambda: (self.count() or (0, -1))[1] == n)

    def wait_for_held(self, wanted):
        """The window writes on a thread of its own, soon after the key."""
        self.wait(lambda: self.held() == wanted)


@step
def opens_the_page_and_the_first_recording(journey):
    total = len(journey.truth)
    if total < LABELLED + 10:
        raise AssertionError(f'only {total} recordings')
    journey.wait(lambda: journey.look('page tab|toggle button|radio button', 'ECG'))
    journey.key('ctrl+3')
    journey.wait(lambda: journey.count() == (total, total))
    journey.find('label', '^Not labelled yet$')


@step
def labels_fifty_one_by_one(journey):
    total = len(journey.truth)
    for n in range(1, LABELLED + 1):
        journey.key('f' if n % 3 else 'g')
        journey.wait_for_unlabelled(total - n)
        if n < LABELLED:
            journey.key('n' if n % 2 else 'j')
    journey.wait(lambda: sum(1 for label in journey.held().values() if label) == LABELLED)
    held = journey.held().values()
    fasting = sum(1 for n in range(1, LABELLED + 1) if n % 3)
    if sum(1 for label in held if label == 'fasting') != fasting:
        raise AssertionError(f'not {fasting} of {LABELLED} are fasting')
    journey.before = journey.held()


@step
def says_who_labelled_and_when(journey):
    journey.find('label', r'^Labelled by .+, ')
    one = next(one for one in journey.call('ecgs') if one['label'])
    if not one['labelled_by'] or not one['labelled_at']:
        raise AssertionError(one)


@step
def undoes_ten_and_does_them_again(journey):
    total = len(journey.truth)
    for n in range(1, 11):
        journey.key('ctrl+z')
        journey.wait_for_unlabelled(total - LABELLED + n)
    journey.wait(lambda: sum(1 for label in journey.held().values() if label) == LABELLED - 10)
    for n in range(9, -1, -1):
        journey.key('ctrl+shift+z')
        journey.wait_for_unlabelled(total - LABELLED + n)
    journey.wait_for_held(journey.before)


@step
def labels_several_at_once(journey):
    total = len(journey.truth)
    journey.key('n')
    for _ in range(4):
        journey.key('shift+Down')
    journey.find('label', '^5 recordings$')
    journey.key('g')
    journey.wait_for_unlabelled(total - LABELLED - 5)
    journey.key('ctrl+z')
    journey.wait_for_unlabelled(total - LABELLED)
    journey.wait_for_held(journey.before)


@step
def takes_a_label_away(journey):
    journey.key('Home')
    journey.key('u')
    journey.wait_for_unlabelled(len(journey.truth) - LABELLED + 1)
    journey.key('ctrl+z')
    journey.wait_for_held(journey.before)


@step
def keeps_what_was_pressed_last_when_it_quits(journey):
    journey.key('n')
    journey.key('f')
    journey.quit()
    if sum(1 for label in journey.held().values() if label) != LABELLED + 1:
        raise AssertionError('the last label was lost')


if __name__ == '__main__':
    sys.exit(run(LabelJourney(*sys.argv[1:])))
