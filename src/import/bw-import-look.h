/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is to be asked of the person before files are imported. */
typedef struct
{
  guint n_recordings;    /* ECG recordings, those within a zip not counted */
  guint n_without_rate;  /* of these: do not tell their sample rate */
} BwImportLook;

/**
 * bw_import_look:
 * @paths: as for bw_import_paths()
 *
 * Looks at files that are going to be imported; reads no more than the beginning of each. A zip is
 * not looked into: it is taken to be Apple's, whose recordings tell their rate.
 *
 * Errors: as bw_import_source_open(), of the first path that has one.
 *
 * Returns: (transfer full): to be freed with g_free()
 */
BwImportLook *bw_import_look (const char *const  *paths,
                              GCancellable       *cancellable,
                              GError            **error);

G_END_DECLS
