/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The recordings of `../shared/data/ecg-glucose`, with another implementation's R peaks. */

#define ECG_FILES_N 227
#define ECG_FILES_RATE_HZ 512

typedef struct
{
  char *name;
  GArray *samples_uv;   /* of double */
  GArray *peaks;        /* of guint32: samples of the file */
  GArray *detected;     /* before the correction */
} EcgFile;

/* All of them, in order, or %NULL after skipping the test.
 * Returns: (transfer full) (element-type EcgFile) (nullable) */
GPtrArray *ecg_files_read (void);

/* A recording of `../shared/data/apple`: what follows its header, and the rate that it tells, or
 * %NULL after skipping the test. Returns: (transfer full) (element-type double) (nullable) */
GArray *ecg_file_read_apple (const char *relative,
                             double     *rate_hz);

G_END_DECLS
