/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Maps time onto the picture in one or two straight pieces: a chart that gives the same room to
 * the coming day as to the week before it breaks at "now". */
typedef struct
{
  guint n;             /* knots: 2, or 3 with a break */
  gint64 time_ms[3];   /* ascending */
  double position[3];
} BwPlotTimeScale;

void bw_plot_time_scale_init (BwPlotTimeScale *self,
                              gint64           from_ms,
                              gint64           to_ms,
                              double           p0,
                              double           p1);
void bw_plot_time_scale_init_broken (BwPlotTimeScale *self,
                                     gint64           from_ms,
                                     gint64           break_ms,
                                     gint64           to_ms,
                                     double           p0,
                                     double           p_break,
                                     double           p1);

/* Outside the knots the outer pieces go on. */
double bw_plot_time_scale_map (const BwPlotTimeScale *self,
                               gint64                 time_ms);
gint64 bw_plot_time_scale_invert (const BwPlotTimeScale *self,
                                  double                 position);

typedef struct
{
  gint64 time_ms;
  char *label;
  gboolean major;      /* begins a day among hours, a month among days, a year among months */
} BwPlotTimeTick;

/**
 * bw_plot_time_ticks:
 * @zone: whose clock and calendar the ticks stand on
 * @per_pixel_ms: milliseconds a unit of length stands for
 * @spacing: the least distance between two ticks
 * @weekdays: whether days are named by weekday rather than by date
 *
 * Ticks at round local times in [@from_ms, @to_ms): minutes, hours, days, months or years, whatever
 * lies closest without going below @spacing. A clock hour that is skipped has no tick; of one that
 * comes twice only the first has, except where every hour is ticked.
 *
 * Returns: (transfer full) (element-type BwPlotTimeTick): ascending
 */
GArray *bw_plot_time_ticks (GTimeZone *zone,
                            gint64     from_ms,
                            gint64     to_ms,
                            double     per_pixel_ms,
                            double     spacing,
                            gboolean   weekdays);

/* The clock time as the locale writes it, to the minute: "15:00" or "3:00 PM". */
char *bw_plot_format_clock (GTimeZone *zone,
                            gint64     time_ms);

G_END_DECLS
