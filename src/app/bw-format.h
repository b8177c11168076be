/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/bw-format-count.h"

G_BEGIN_DECLS

/* Numbers and times as people read them. All return (transfer full). */

/* Recordings by kind, those that there are: "3 ECG recordings", "1 RR recording", "3 ECG recordings,
 * 1 RR recording". */
char *bw_format_recordings (guint64 n_ecgs,
                            guint64 n_rr);

/* "12 May 2024, 10:31" and "12 May 2024" in @zone. */
char *bw_format_time (gint64     time_ms,
                      GTimeZone *zone);
char *bw_format_day (gint64     time_ms,
                     GTimeZone *zone);

/* "12 May 2024 – 3 Jan 2025", or the one day where both are the same. */
char *bw_format_span (gint64     from_ms,
                      gint64     to_ms,
                      GTimeZone *zone);

/* Today as files are named: "2026-11-21". */
char *bw_format_today (void);

/* A file's name of a title and a suffix ("edf"), without what some file system minds, and no longer than
 * leaves room for more. */
char *bw_format_file_name (const char *title,
                           const char *suffix);

/* "Sam Example, Jan 1, 2000". @name, @born: (nullable): "" is not known too.
 * Returns: (nullable): where neither is known */
char *bw_format_person (const char *name,
                        const char *born);

/* The friendly, translated name of one of Apple's kinds; words made from the identifier where the
 * kind is unknown ("HKQuantityTypeIdentifierFooBar" → "Foo bar"). */
char *bw_format_kind (const char *kind);

/* A unit as people write it: "beats/min" for "count/min". */
const char *bw_format_unit (const char *unit);

G_END_DECLS
