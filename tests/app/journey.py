#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job as a person with a screen reader does it.

Starts the program with an empty library and touches nothing but its accessible tree and the
keyboard: sample data, the score of today, the hours as a table, the library, quit. Speaks TAP, one
test a step; a step that fails ends the journey and prints the tree.

Run it under headless.sh with GTK_A11Y=atspi.
"""

import re
import subprocess
import sys
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 120
steps = []


def step(function):
    steps.append(function)
    return function


class Journey:
    def __init__(self, command):
        self.process = subprocess.Popen(command)
        Atspi.init()

    def application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def walk(self, node=None):
        node = node or self.application()
        if node is None:
            return
        yield node
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                yield from self.walk(child)

    def look(self, role, pattern):
        """The first of that role whose name matches, or None."""
        for node in self.walk():
            if node.get_role_name() in role.split('|') and re.search(pattern, node.get_name() or ''):
                return node
        return None

    def wait(self, what, patience=PATIENCE):
        """Until what() is true; the tree changes while it is read, so faults are tried again."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            try:
                found = what()
                if found:
                    return found
            except GLib.Error:
                pass
            if self.process.poll() is not None:
                raise AssertionError(f'the program ended with {self.process.returncode}')
            time.sleep(0.1)
        raise AssertionError('waited in vain')

    def find(self, role, pattern, patience=PATIENCE):
        return self.wait(lambda: self.look(role, pattern), patience)

    def press(self, pattern):
        button = self.find('push button|button', pattern)
        if not button.do_action(0):
            raise AssertionError(f'{button.get_name()!r} cannot be pressed')

    def key(self, keys):
        subprocess.run(['xdotool', 'key', keys], check=True)

    def dump(self):
        def show(node, depth):
            print(f'# {"  " * depth}{node.get_role_name()} {node.get_name()!r}')
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child is not None:
                    show(child, depth + 1)

        try:
            show(self.application(), 0)
        except (GLib.Error, AttributeError):
            print('# no tree')


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
    journey.key('ctrl+2')
    cell = journey.find('table cell', r'^\d[\d,.  ]* records$')
    if int(re.sub(r'\D', '', cell.get_name())) < 1000:
        raise AssertionError(cell.get_name())
    journey.find('list item', '^Heart rate: ')
    journey.find('label', r'^sample-data\.zip$')


@step
def quits_and_asks_before_it_stops_a_job(journey):
    journey.key('ctrl+q')
    end = time.monotonic() + PATIENCE
    while journey.process.poll() is None:
        try:
            stop = journey.look('push button|button', 'Stop and Close')
            if stop is not None:
                stop.do_action(0)
        except GLib.Error:
            pass
        if time.monotonic() > end:
            raise AssertionError('it does not end')
        time.sleep(0.1)
    if journey.process.returncode != 0:
        raise AssertionError(f'it ended with {journey.process.returncode}')


def main():
    journey = Journey(sys.argv[1:])
    print(f'1..{len(steps)}', flush=True)
    failed = False
    for number, function in enumerate(steps, 1):
        name = function.__name__.replace('_', ' ')
        started = time.monotonic()
        try:
            function(journey)
            print(f'ok {number} {name}')
            print(f'# {time.monotonic() - started:.1f} s', flush=True)
        except (AssertionError, GLib.Error, subprocess.CalledProcessError) as error:
            failed = True
            print(f'not ok {number} {name}')
            print(f'# {error}')
            journey.dump()
            break
    if journey.process.poll() is None:
        journey.process.terminate()
        journey.process.wait()
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
