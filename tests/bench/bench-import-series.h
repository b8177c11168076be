/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  BENCH_TABLE,        /* time with an offset, RMSSD */
  BENCH_LOCAL_TABLE,  /* clock times without one, in a zone with summer time; decimal comma */
  BENCH_EPOCH_TABLE,  /* seconds since 1970 */
  BENCH_POINTS,       /* line protocol, ns */
  BENCH_N_SERIES,
} BenchSeries;

/* Writes a series of @rows into @folder, and imports it into a library there; prints how fast. */
void bench_import_series (const char  *folder,
                          BenchSeries  series,
                          guint        rows);

G_END_DECLS
