/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The time axis of a rhythm: milliseconds since its first beat, told by the clock where it is known
 * when that was, and as time gone by where it is not. From tenths of a second to days. */

typedef struct
{
  double ms;           /* since the first beat */
  char *label;
  gboolean major;      /* begins a minute among seconds, an hour among minutes, a day among hours */
} BwPlotRhythmTick;

/**
 * bw_plot_rhythm_ticks:
 * @zone: (nullable): whose clock the ticks stand on; %NULL: time since the first beat
 * @start_ms: when the first beat was; passed over without @zone
 * @from_ms, @to_ms: what is shown, since the first beat
 * @per_pixel_ms: milliseconds a unit of length stands for
 * @spacing: the least distance between two ticks
 *
 * Returns: (transfer full) (element-type BwPlotRhythmTick): ascending, within [@from_ms, @to_ms]
 */
GArray *bw_plot_rhythm_ticks (GTimeZone *zone,
                              gint64     start_ms,
                              double     from_ms,
                              double     to_ms,
                              double     per_pixel_ms,
                              double     spacing);

/* By the clock, to the second, as the locale writes it: "07:32:05"; without @zone, time gone by.
 * Returns: (transfer full) */
char *bw_plot_format_rhythm_time (GTimeZone *zone,
                                  gint64     start_ms,
                                  double     ms);

/* Time gone by, in whole seconds downwards: "0:05", "5:00", "1:02:03"; and to the nearest tenth:
 * "0:05.2". */
char *bw_plot_format_elapsed (double ms);
char *bw_plot_format_elapsed_tenths (double ms);

G_END_DECLS
