/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is to be asked of the person before files are imported. */
typedef struct
{
  guint n_recordings;    /* ECG recordings, those within a zip not counted */
  guint n_without_rate;  /* of these: do not tell their sample rate */
  char **people;         /* whose values the tables hold, where they tell; empty for nobody's */
} BwImportLook;

void bw_import_look_free (BwImportLook *self);

/**
 * bw_import_look:
 * @paths: as for bw_import_paths()
 *
 * Looks at files that are going to be imported; reads no more than the beginning of each, but for
 * tables that tell whose values they hold, which are read to their end. A zip is not looked into: it is
 * taken to be Apple's, whose recordings tell their rate.
 *
 * Errors: as bw_import_source_open(), of the first path that has one.
 *
 * Returns: (transfer full)
 */
BwImportLook *bw_import_look (const char *const  *paths,
                              GCancellable       *cancellable,
                              GError            **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwImportLook, bw_import_look_free)

G_END_DECLS
