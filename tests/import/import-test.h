/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-error.h"
#include "import/bw-import.h"

#include "bw-test.h"

G_BEGIN_DECLS

/* A library in a folder of its own. */
typedef struct
{
  char *folder;
  BwLibrary *library;
} Fixture;

void fixture_open (Fixture *f);
void fixture_clear (Fixture *f);

/* Writes a file (with its folders) beside the library. Returns: (transfer full): its path */
char *fixture_write (Fixture    *f,
                     const char *name,
                     const char *text,
                     gsize       length);

BwImportResult *fixture_try (Fixture                *f,
                             const char             *path,
                             const BwImportOptions  *options,
                             GError                **error);

/* Fails the test when the import fails. */
BwImportResult *fixture_import (Fixture               *f,
                                const char            *path,
                                const BwImportOptions *options);
BwImportResult *fixture_import_text (Fixture               *f,
                                     const char            *name,
                                     const char            *text,
                                     const BwImportOptions *options);

/* Of the problem whose sentence begins with @what; 0 where there is none. */
gint64 problem_count (const BwImport *import,
                      const char     *what);
gint64 problem_line (const BwImport *import,
                     const char     *what);

/* UTC milliseconds. */
gint64 at (const char *time);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)

G_END_DECLS
