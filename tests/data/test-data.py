#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the files around the program as the desktop does, and holds them to each other.

Speaks TAP, one test a subject.
"""

import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(sys.argv[1])
ID = 'io.github.beatwise.Beatwise'
SVG = '{http://www.w3.org/2000/svg}'
tests = []


def test(function):
    tests.append(function)
    return function


def same(got, wanted, what):
    if got != wanted:
        raise AssertionError(f'{what} is {got!r}, not {wanted!r}')


def key(name):
    text = (ROOT / 'data' / f'{ID}.desktop.in').read_text(encoding='utf-8')
    return re.search(rf'^{name}=(.*)$', text, re.M).group(1)


@test
def every_xml_file_is_well_formed():
    for folder in ('data', 'ui', 'resources'):
        for path in (ROOT / folder).rglob('*'):
            if path.suffix in ('.xml', '.ui', '.svg') or path.name.endswith('.xml.in'):
                xml.parse(path)


@test
def every_ui_file_is_in_the_resources():
    listed = {file.text for file in xml.parse(ROOT / 'resources/beatwise.gresource.xml').iter('file')}
    for path in (ROOT / 'ui').glob('*.ui'):
        if f'ui/{path.name}' not in listed:
            raise AssertionError(f'{path.name} is not listed')
    for path in (ROOT / 'resources/icons').rglob('*.svg'):
        if str(path.relative_to(ROOT / 'resources')) not in listed:
            raise AssertionError(f'{path.name} is not listed')


@test
def every_template_is_translatable():
    for path in (ROOT / 'ui').glob('*.ui'):
        same(xml.parse(path).getroot().get('domain'), 'beatwise', f'the domain of {path.name}')


@test
def the_mime_type_is_the_one_the_desktop_entry_opens():
    space = '{http://www.freedesktop.org/standards/shared-mime-info}'
    root = xml.parse(ROOT / 'data' / f'{ID}.mime.xml').getroot()
    kind = root.find(f'{space}mime-type')
    same(kind.get('type') + ';', key('MimeType'), 'the MIME type')
    same(kind.find(f'{space}glob').get('pattern'), '*.beatwise', 'the glob')


@test
def the_desktop_can_start_it_for_a_notification():
    same(key('DBusActivatable'), 'true', 'DBusActivatable')
    service = (ROOT / 'data' / f'{ID}.service.in').read_text(encoding='utf-8')
    if '--gapplication-service' not in service:
        raise AssertionError('the service is not started as one')
    actions = key('Actions').split(';')
    application = (ROOT / 'src/app/bw-application.c').read_text(encoding='utf-8')
    for action in filter(None, actions):
        if f'{{ .name = "{action}"' not in application:
            raise AssertionError(f'the program has no action {action}')


@test
def the_magic_is_the_store_s():
    header = (ROOT / 'src/store/bw-schema.h').read_text(encoding='utf-8')
    number = int(re.search(r'BW_SCHEMA_APPLICATION_ID (0x[0-9a-fA-F]+)', header).group(1), 16)
    mime = (ROOT / 'data' / f'{ID}.mime.xml').read_text(encoding='utf-8')
    magic = number.to_bytes(4, 'big').decode('ascii')
    if f'value="{magic}" offset="68"' not in mime:
        raise AssertionError(f'the MIME type does not look for {magic} at 68')


@test
def the_metainfo_tells_of_this_version():
    project = (ROOT / 'meson.build').read_text(encoding='utf-8')
    version = re.search(r"version: '([0-9.]+)'", project).group(1)
    root = xml.parse(ROOT / 'data' / f'{ID}.metainfo.xml.in').getroot()
    same(root.find('releases/release').get('version'), version, 'the newest release')
    same(root.find('id').text, ID, 'the id')
    same(root.find('launchable').text, f'{ID}.desktop', 'the launchable')


@test
def the_icons_are_square_and_ours():
    places = {
        f'data/icons/hicolor/scalable/apps/{ID}.svg': '128',
        f'data/icons/hicolor/symbolic/apps/{ID}-symbolic.svg': '16',
    }
    for path in (ROOT / 'resources/icons').rglob('*-symbolic.svg'):
        places[str(path.relative_to(ROOT))] = '16'
    for path, size in places.items():
        root = xml.parse(ROOT / path).getroot()
        same((root.tag, root.get('width'), root.get('height')), (SVG + 'svg', size, size), path)
    same(key('Icon'), ID, 'the icon of the desktop entry')


@test
def symbolic_icons_are_filled_shapes():
    # GTK recolours fills; a stroke would keep its colour.
    for folder in ('data', 'resources'):
        for path in (ROOT / folder).rglob('*-symbolic.svg'):
            if 'stroke' in path.read_text(encoding='utf-8'):
                raise AssertionError(f'{path.name} has strokes')


@test
def the_sandbox_has_no_network_and_no_files():
    manifest = json.loads((ROOT / 'flatpak' / f'{ID}.json').read_text(encoding='utf-8'))
    same(manifest['id'], ID, 'the id')
    same(manifest['command'], 'beatwise', 'the command')
    for argument in manifest['finish-args']:
        if argument not in ('--socket=wayland', '--socket=fallback-x11', '--share=ipc',
                            '--device=dri'):
            raise AssertionError(f'{argument} is not needed')
    same((manifest['runtime'], manifest['sdk']), ('org.gnome.Platform', 'org.gnome.Sdk'), 'the runtime')


@test
def the_sandbox_is_built_of_released_and_pinned_sources():
    manifest = json.loads((ROOT / 'flatpak' / f'{ID}.json').read_text(encoding='utf-8'))
    for module in manifest['modules']:
        name = module['name']
        if 'build-args' in module.get('build-options', {}):
            raise AssertionError(f'{name} asks for more while it is built')
        for source in module['sources']:
            if source['type'] == 'dir':
                same((name, source['path']), ('beatwise', '..'), 'a folder')
                continue
            same(source['type'], 'archive', f'the source of {name}')
            if not re.fullmatch('[0-9a-f]{64}', source['sha256']):
                raise AssertionError(f'{name} is not pinned')
            if not re.fullmatch(r'https://\S+-[0-9.]+\.tar\.(gz|xz)', source['url']):
                raise AssertionError(f'{source["url"]} is not a release')


print(f'1..{len(tests)}')
failed = False
for number, function in enumerate(tests, 1):
    name = function.__name__.replace('_', ' ')
    try:
        function()
        print(f'ok {number} {name}')
    except Exception as error:  # whatever is wrong with a file is a failure of its test
        failed = True
        print(f'not ok {number} {name}')
        print(f'# {type(error).__name__}: {error}')
sys.exit(failed)
