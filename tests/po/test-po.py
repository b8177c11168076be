#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds the translations to the source. Speaks TAP.

POTFILES.in lists every file with text for people and no other; the template and every translation
hold just the messages the source has; every translation is whole and passes msgfmt's checks; no
menu has a mnemonic twice.
"""

import gettext
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

ROOT = pathlib.Path(sys.argv[1])
PO = ROOT / 'po'

# What Meson's preset 'glib' gives to xgettext; for .ui, .metainfo.xml and .gschema.xml it takes the
# ITS rules that GTK, AppStream and GLib install.
XGETTEXT = ['xgettext', '--from-code=UTF-8', '--add-comments', '--keyword=_', '--keyword=N_',
            '--keyword=C_:1c,2', '--keyword=NC_:1c,2', '--keyword=g_dcgettext:2',
            '--keyword=g_dngettext:2,3', '--keyword=g_dpgettext2:2c,3',
            '--flag=g_dngettext:2:pass-c-format', '--flag=g_strdup_printf:1:c-format',
            '--flag=g_string_append_printf:2:c-format', '--flag=g_set_error:4:c-format',
            '--flag=g_print:1:c-format', '--flag=g_printerr:1:c-format']

number = 0
bad = 0


def check(faults, what):
    global number, bad
    number += 1
    for fault in faults:
        print('#', fault.replace('\n', '\n# '))
    print('not ok' if faults else 'ok', number, '-', what)
    bad += bool(faults)


def run(*args, told=None):
    """What a program prints. It must succeed. @told: takes what it warns of."""
    done = subprocess.run([str(arg) for arg in args], cwd=ROOT, capture_output=True,
                          encoding='utf-8')
    if done.returncode != 0:
        print(f'Bail out! {args[0]}: {done.stderr.strip()}')
        sys.exit(1)
    if told is not None:
        told += done.stderr.splitlines()
    return done.stdout


def candidates():
    """Every file that could hold text for people."""
    for folder, pattern in (('src', '*.[ch]'), ('ui', '*.ui')):
        yield from (ROOT / folder).rglob(pattern)
    for pattern in ('*.in', '*.gschema.xml'):
        yield from (ROOT / 'data').glob(pattern)


def entries(path):
    """The entries of a .po or .pot as lists of lines, without its header and obsolete ones."""
    for entry in run('msgattrib', '--no-obsolete', '--no-wrap', path).split('\n\n'):
        lines = entry.strip().splitlines()
        keyed = [line for line in lines if not line.startswith('#')]
        if keyed and not (keyed[0] == 'msgid ""' and keyed[1].startswith('msgstr')
                          and 'Content-Type' in entry):
            yield lines


def messages(path):
    """What a .po or .pot has messages for: context, text and plural, as one string each."""
    return {'\n'.join(line for line in lines if not line.startswith('#')).split('\nmsgstr')[0]
            for lines in entries(path)}


def sources(path):
    """The files that the messages of a template come from."""
    return {place.rsplit(':', 1)[0]
            for lines in entries(path) for line in lines if line.startswith('#: ')
            for place in line[3:].split()}


def menus():
    """The labels with a mnemonic of each menu of ui/: name, labels. Sections stand in one menu."""
    for path in sorted((ROOT / 'ui').rglob('*.ui')):
        for menu in tree.parse(path).getroot().iter('menu'):
            labels = [item.text for item in menu.iter('attribute')
                      if item.get('name') == 'label' and '_' in (item.text or '')]
            yield f'{path.name} {menu.get("id")}', labels


def clashes(translate):
    for name, labels in menus():
        seen = {}
        for label in map(translate, labels):
            mnemonic = re.search(r'_(\w)', label)
            if not mnemonic:
                yield f'{name}: no mnemonic in {label!r}'
            elif seen.setdefault(mnemonic[1].lower(), label) != label:
                yield f'{name}: {label!r} and {seen[mnemonic[1].lower()]!r}'


def check_translation(path, source, fresh, folder):
    held = messages(path)
    check([f'missing: {key}' for key in sorted(source - held)]
          + [f'no longer in the source: {key}' for key in sorted(held - source)],
          f'{path.name} holds the messages of the source')

    # Against the fresh template, so that a format the source has changed is seen too.
    merged = folder / path.name
    compiled = folder / f'{path.stem}.mo'
    run('msgmerge', '--quiet', '--no-fuzzy-matching', '--output-file', merged, path, fresh)
    done = subprocess.run(['msgfmt', '--check', '--check-accelerators=_', '-o', compiled, merged],
                          capture_output=True, encoding='utf-8')
    faults = done.stderr.splitlines() if done.returncode != 0 else []
    for lines in entries(merged):
        entry = '\n'.join(lines)
        key = re.search(r'^msgid .*(?:\n".*)*', entry, re.MULTILINE)[0]
        if re.search(r'^#,.*\bfuzzy\b', entry, re.MULTILINE):
            faults.append(f'fuzzy: {key}')
        # One plural form that is empty is enough; msgattrib lets that pass.
        if re.search(r'^msgstr(?:\[\d+\])? ""$(?!\n")', entry, re.MULTILINE):
            faults.append(f'untranslated: {key}')
    check(faults, f'{path.name} is whole and correct')

    if done.returncode == 0:
        with compiled.open('rb') as file:
            translation = gettext.GNUTranslations(file)
        check(list(clashes(translation.gettext)), f'{path.name} has each mnemonic once a menu')


def main():
    listed = [line for line in (PO / 'POTFILES.in').read_text(encoding='utf-8').splitlines()
              if line.strip() and not line.startswith('#')]
    linguas = (PO / 'LINGUAS').read_text(encoding='utf-8').split()

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        fresh = folder / 'fresh.pot'
        told = []
        run(*XGETTEXT, '--output', fresh, *sorted(path.relative_to(ROOT) for path in candidates()),
            told=told)
        wanted = sources(fresh)
        source = messages(fresh)

        check([f'not listed: {file}' for file in sorted(wanted - set(listed))]
              + [f'listed without text: {file}' for file in sorted(set(listed) - wanted)]
              + [f'listed twice: {file}' for file in sorted(set(listed)) if listed.count(file) > 1],
              'POTFILES.in lists every file with text')
        check([f'not in LINGUAS: {path.name}' for path in sorted(PO.glob('*.po'))
               if path.stem not in linguas], 'LINGUAS lists every translation')
        check(list(clashes(str)), 'the source has each mnemonic once a menu')

        # A macro such as G_GINT64_FORMAT breaks a message off for xgettext: it is never found.
        check([line for line in told if 'not a valid C format string' in line],
              'every format is whole')

        held = messages(PO / 'beatwise.pot')
        check([f'missing: {key}' for key in sorted(source - held)]
              + [f'no longer in the source: {key}' for key in sorted(held - source)],
              'beatwise.pot holds the messages of the source')
        for language in linguas:
            check_translation(PO / f'{language}.po', source, fresh, folder)

    print(f'1..{number}')
    sys.exit(bad > 0)


main()
