# SPDX-License-Identifier: GPL-3.0-or-later
"""A person with a screen reader and a keyboard, for the tests that go a whole way.

A journey starts the program and touches nothing but its accessible tree and the keyboard. Its steps
run in the order they are written; it speaks TAP, one test a step; a step that fails ends it and
prints the tree. Run it under headless.sh with GTK_A11Y=atspi.
"""

import re
import subprocess
import time

import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 120
FAULTS = (AssertionError, GLib.Error, subprocess.CalledProcessError)
steps = []


class Skipped(Exception):
    """What a step raises that cannot be gone here, with the reason."""


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
            time.sleep(0.02)
        raise AssertionError('waited in vain')

    def find(self, role, pattern, patience=PATIENCE):
        return self.wait(lambda: self.look(role, pattern), patience)

    def press(self, pattern):
        button = self.find('push button|button', pattern)
        if not button.do_action(0):
            raise AssertionError(f'{button.get_name()!r} cannot be pressed')

    def key(self, keys):
        subprocess.run(['xdotool', 'key', keys], check=True)

    def write(self, text):
        subprocess.run(['xdotool', 'type', text], check=True)

    def focused(self, node):
        return node.get_state_set().contains(Atspi.StateType.FOCUSED)

    def reach(self, node, key):
        """Presses the key until the keyboard is there."""
        for _ in range(80):
            if self.focused(node):
                return
            self.key(key)
            time.sleep(0.05)
        raise AssertionError(f'the keyboard does not reach {node.get_name()!r}')

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

    def quit(self):
        """Asks the program to end, and answers its question where a job is still running."""
        self.key('ctrl+q')
        begun = time.monotonic()
        while self.process.poll() is None:
            time.sleep(0.1)
            # GTK 4.8 may stumble over a question about what is just going away.
            if time.monotonic() < begun + 3:
                continue
            try:
                stop = self.look('push button|button', 'Stop and Close')
                if stop is not None:
                    stop.do_action(0)
            except GLib.Error:
                pass
            if time.monotonic() > begun + PATIENCE:
                raise AssertionError('it does not end')
        if self.process.returncode != 0:
            raise AssertionError(f'it ended with {self.process.returncode}')


def run(journey):
    """Goes all steps. Returns the exit status."""
    print(f'1..{len(steps)}', flush=True)
    failed = False
    for number, function in enumerate(steps, 1):
        name = function.__name__.replace('_', ' ')
        started = time.monotonic()
        try:
            function(journey)
            print(f'ok {number} {name}')
            print(f'# {time.monotonic() - started:.1f} s', flush=True)
        except Skipped as reason:
            print(f'ok {number} {name} # SKIP {reason}', flush=True)
        except FAULTS as error:
            failed = True
            print(f'not ok {number} {name}')
            print(f'# {error}')
            journey.dump()
            break
    if journey.process.poll() is None:
        journey.process.terminate()
        journey.process.wait()
    return 1 if failed else 0
