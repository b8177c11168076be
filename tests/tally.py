#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts the test cases of the last run in the build folders given.

Reads Meson's testlog.json: a program that speaks TAP counts by its cases, any other as one. A program
that ends badly without a case that failed (a crash, a leak at exit, a time-out) is a failure of its
own. The last line is `N passed, N failed`, with the skipped where there are any.
"""

import json
import pathlib
import re
import sys

CASE = re.compile(r'^(not )?ok\b(.*)$', re.M)


def main():
    passed = failed = skipped = 0
    for folder in sys.argv[1:]:
        log = pathlib.Path(folder, 'meson-logs', 'testlog.json')
        if not log.exists():
            print(f'{folder}: no result')
            failed += 1
            continue
        for line in log.read_text(encoding='utf-8').splitlines():
            test = json.loads(line)
            good = test['result'] in ('OK', 'EXPECTEDFAIL')
            if test['result'] == 'SKIP':
                why = re.search(r'^1\.\.0\s*#\s*(SKIP.*)$', test.get('stdout') or '', re.M | re.I)
                print(f'skipped: {test["name"]}' + (f' # {why[1]}' if why else ''))
                skipped += 1
                continue
            cases = CASE.findall(test.get('stdout') or '')
            bad = 0
            for wrong, rest in cases:
                if re.search(r'#\s*SKIP', rest, re.I):
                    print(f'skipped: {test["name"]}{rest}')
                    skipped += 1
                elif wrong:
                    bad += 1
                else:
                    passed += 1
            if not cases:
                passed += good
            if not good:
                bad = max(bad, 1)
                print(f'failed: {test["name"]} ({test["result"]})')
            failed += bad
    print(f'{passed} passed, {failed} failed' + (f', {skipped} skipped' if skipped else ''))
    sys.exit(failed > 0)


main()
