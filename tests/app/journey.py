#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job as a person with a screen reader does it: sample data, the score of today, the hours
as a table, the library and what it is exported as, quit (see atspi.py)."""

import os
import pathlib
import re
import sys
import tempfile

from atspi import Journey, Skipped, run, step


@step
def welcomes_with_two_ways_to_begin(journey):
    journey.find('push button|button', '^Import Apple Health Export…$')
    journey.find('push button|button', '^Try with Sample Data$')
    journey.find('label', '^Not a Medical Device$')
    journey.find('label', '^Nothing Leaves This Computer$')


@step
def imports_sample_data_and_says_how_far_it_is(journey):
    journey.press('^Try with Sample Data$')
    journey.find('progress bar', '^Importing Sample Data$')
    journey.find('label', r'^\d[\d,.  ]* records, \d')


@step
def shows_the_score_of_today(journey):
    label = journey.find('label', r'^Fatigue score \d+ of 100, (Green|Yellow|Red) zone$')
    score = int(re.search(r'\d+', label.get_name()).group())
    if not 0 <= score <= 100:
        raise AssertionError(f'a score of {score}')


@step
def describes_the_chart_in_words(journey):
    chart = journey.find('slider', '^Forecast chart$')
    journey.wait(lambda: re.search('24 hours', chart.get_description() or ''))


@step
def reads_the_hours_as_a_table(journey):
    journey.press('Hours as _?Table')
    table = journey.find('tree table|table', '^Hours ahead$')
    # GTK from 4.12 on makes only the rows in view.
    journey.wait(lambda: 6 <= len(hours_of(journey, table)) <= 24)
    journey.key('Escape')


def hours_of(journey, table):
    """What the table calls its hours: "Sun 21:00"."""
    return [node.get_name() for node in journey.walk(table)
            if node.get_role_name() == 'label' and re.search(r'\d:00$', node.get_name() or '')]


@step
def lists_the_library(journey):
    journey.key('ctrl+5')
    cell = journey.find('table cell', r'^\d[\d,.  ]* records$')
    if int(re.sub(r'\D', '', cell.get_name())) < 1000:
        raise AssertionError(cell.get_name())
    journey.find('list item', '^Heart rate: ')
    journey.find('label', r'^sample-data\.zip$')


@step
def exports_time_series_by_keyboard(journey):
    if 'BW_TEST_LEAKS' in os.environ:
        raise Skipped('the file dialog of GTK 4.8 and libcloudproviders leak, and we are asked for leaks')
    journey.press('^E_?xport…$')
    journey.reach(journey.find('list item', '^Time series$'), 'Down')
    journey.key('Return')
    journey.find('push button|button', '^_?Export…$')
    journey.key('alt+e')
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'points.lp')
        entry = journey.find('text', '^Name:?$')
        journey.wait(lambda: journey.focused(entry))
        journey.key('ctrl+a')
        journey.write(path)
        journey.key('Return')
        journey.wait(lambda: os.path.exists(path))
        if not pathlib.Path(path).read_text(encoding='utf-8').startswith('hrv,'):
            raise AssertionError('no line protocol')


@step
def quits_and_asks_before_it_stops_a_job(journey):
    journey.quit()


if __name__ == '__main__':
    sys.exit(run(Journey(sys.argv[1:])))
