#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the rooms of src/ to who may know whom.

Reads every include of every file; an include of our own must lead to a room in the list, an include
of a package to one that the room may use. Speaks TAP, one test a room.
"""

import pathlib
import re
import sys

ROOMS = {
    'base': [],
    'signal': ['base'],
    'nn': ['base'],
    'store': ['base'],
    'import': ['store', 'signal', 'base'],
    'rhythm': ['store', 'signal', 'base'],
    'forecast': ['store', 'signal', 'nn', 'base'],
    'comparator': ['store', 'signal', 'nn', 'base'],
    'export': ['store', 'signal', 'nn', 'rhythm', 'forecast', 'comparator', 'base'],
    'plot': ['base'],
    'report': ['plot', 'rhythm', 'forecast', 'comparator', 'store', 'signal', 'base'],
    'cli': ['report', 'export', 'import', 'rhythm', 'forecast', 'comparator', 'plot', 'store',
            'signal', 'nn', 'base'],
    'compat': [],
    'app': ['compat', 'report', 'export', 'import', 'rhythm', 'forecast', 'comparator', 'plot',
            'store', 'signal', 'nn', 'base'],
}

# Packages by how their headers are named, and the rooms that may include them.
PACKAGES = {
    r'gtk/|gdk/|gsk/|adwaita': ['compat', 'app'],
    r'sqlite3': ['store'],
    r'cblas|openblas': ['nn'],
    r'gsl/': ['signal', 'forecast', 'comparator'],
    r'archive': ['import', 'export'],
    r'json-glib/': ['nn', 'store', 'rhythm', 'forecast', 'comparator', 'export', 'cli', 'app'],
    r'protobuf-c/': ['export'],
    r'cairo|pango': ['plot', 'report', 'app'],
}

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def faults_of(room, folder):
    for path in sorted(folder.rglob('*.[ch]')):
        for kind, name in INCLUDE.findall(path.read_text(encoding='utf-8')):
            first = name.split('/')[0]
            if kind == '"' and name != 'config.h':
                if '/' not in name:
                    yield f'{path.name} includes "{name}" without its room'
                elif first != room and first not in ROOMS[room]:
                    yield f'{path.name} includes "{name}": {room} may not know {first}'
            for pattern, rooms in PACKAGES.items():
                if kind == '<' and re.match(pattern, name) and room not in rooms:
                    yield f'{path.name} includes <{name}>: not for {room}'


def main():
    src = pathlib.Path(sys.argv[1]) / 'src'
    found = sorted(p.name for p in src.iterdir() if p.is_dir())
    print(f'1..{len(found) + 1}')

    strangers = [room for room in found if room not in ROOMS]
    print('ok 1 every room is in the list' if not strangers
          else f'not ok 1 rooms that the design does not have: {strangers}')

    bad = len(strangers)
    for number, room in enumerate(found, 2):
        faults = list(faults_of(room, src / room)) if room in ROOMS else ['not in the design']
        bad += len(faults)
        for fault in faults:
            print('#', fault)
        print('not ok' if faults else 'ok', number, room)
    sys.exit(bad > 0)


main()
