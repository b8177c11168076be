/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * bw_export_parse_birth:
 * @text: a date of birth as a file had it, in any wording
 * @days: (out): as the day count of bw_time_days_from_civil()
 *
 * Understands what can be but one day: with the year first, `1990-01-31`, `1990/1/31`,
 * `1990年1月31日`; day first with full stops, `31.01.1990`; otherwise `31/01/1990` and `01/31/1990`,
 * but not `01/02/1990`; and with the month's name in English or German, `Jan 31, 1990`,
 * `31 January 1990`, `31. Januar 1990`. Years have four digits and are those of the Gregorian
 * calendar.
 *
 * Returns: whether it did
 */
gboolean bw_export_parse_birth (const char *text,
                                gint64     *days);

/* Years from a date of birth (nullable) to a time; negative where either makes no sense. */
double bw_export_get_age (const char *text,
                          gint64      time_ms);

G_END_DECLS
