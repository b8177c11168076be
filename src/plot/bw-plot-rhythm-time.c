/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-rhythm-time.h"

#include "base/bw-time.h"
#include "plot/bw-plot-time.h"

#include <math.h>

/* Steps of a minute and more of a known clock are those of bw_plot_time_ticks(), which knows days and
 * summer time. */
static const gint64 steps_ms[] = {
  100, 200, 500, 1000, 2000, 5000, 10000, 15000, 30000,
  BW_TIME_MINUTE, 2 * BW_TIME_MINUTE, 5 * BW_TIME_MINUTE, 10 * BW_TIME_MINUTE, 15 * BW_TIME_MINUTE,
  30 * BW_TIME_MINUTE, BW_TIME_HOUR, 2 * BW_TIME_HOUR, 3 * BW_TIME_HOUR, 6 * BW_TIME_HOUR,
  12 * BW_TIME_HOUR, 24 * BW_TIME_HOUR, 48 * BW_TIME_HOUR, 168 * BW_TIME_HOUR,
};

static void
clear_tick (gpointer data)
{
  g_free (((BwPlotRhythmTick *) data)->label);
}

static gint64
choose_step (double least_ms)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps_ms); i++)
    if ((double) steps_ms[i] >= least_ms)
      return steps_ms[i];
  return (gint64) ceil (least_ms / (168.0 * BW_TIME_HOUR)) * 168 * BW_TIME_HOUR;
}

static char *
format_parts (gint64   tenths,
              gboolean with_tenths)
{
  gint64 s = tenths / 10;
  const char *sign = tenths < 0 ? "−" : "";
  g_autofree char *rest = NULL;

  s = ABS (s);
  rest = with_tenths ? g_strdup_printf (".%d", (int) (ABS (tenths) % 10)) : g_strdup ("");
  if (s >= 3600)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT ":%02d:%02d%s", sign, s / 3600,
                            (int) (s / 60 % 60), (int) (s % 60), rest);
  return g_strdup_printf ("%s%d:%02d%s", sign, (int) (s / 60), (int) (s % 60), rest);
}

char *
bw_plot_format_elapsed (double ms)
{
  /* What arithmetic has left a little short of a second is that second. */
  return format_parts ((gint64) floor (ms / 1000 + 1e-6) * 10, FALSE);
}

char *
bw_plot_format_elapsed_tenths (double ms)
{
  return format_parts (llround (ms / 100), TRUE);
}

/* The clock at a minute, the seconds between: the minute stands beside them, and ":05" is enough. */
static char *
format_seconds (GTimeZone *zone,
                gint64     time_ms)
{
  int seconds = (int) (time_ms / 1000 % 60);

  return seconds == 0 ? bw_plot_format_clock (zone, time_ms) : g_strdup_printf (":%02d", seconds);
}

char *
bw_plot_format_rhythm_time (GTimeZone *zone,
                            gint64     start_ms,
                            double     ms)
{
  gint64 at = start_ms + (gint64) floor (ms + 1e-3);
  g_autoptr (GDateTime) utc = zone ? g_date_time_new_from_unix_utc (at / 1000) : NULL;
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  char *text = local ? g_date_time_format (local, "%X") : NULL;

  return text ? text : bw_plot_format_elapsed (ms);
}

/* Where no minute is in sight, the first whole second says which one it is: "07:00:05". */
static void
tell_minute (GArray    *ticks,
             GTimeZone *zone,
             gint64     start_ms)
{
  BwPlotRhythmTick *first = NULL;

  for (guint i = 0; i < ticks->len; i++)
    {
      BwPlotRhythmTick *tick = &g_array_index (ticks, BwPlotRhythmTick, i);
      gint64 at = start_ms + llround (tick->ms);

      if (at % BW_TIME_MINUTE == 0)
        return;
      if (first == NULL && at % 1000 == 0)
        first = tick;
    }
  if (first != NULL)
    {
      g_free (first->label);
      first->label = bw_plot_format_rhythm_time (zone, start_ms, first->ms);
      first->major = TRUE;
    }
}

/* Steps of less than a minute of the clock, or any steps of time gone by. */
static void
add_even (GArray    *ticks,
          GTimeZone *zone,
          gint64     start_ms,
          double     from_ms,
          double     to_ms,
          gint64     step)
{
  gint64 zero = zone ? start_ms : 0;
  gint64 first = (gint64) ceil ((from_ms + (double) zero) / (double) step - 1e-9);
  gint64 last = (gint64) floor ((to_ms + (double) zero) / (double) step + 1e-9);
  gint64 major = step < 1000 ? 1000 : step < BW_TIME_MINUTE ? BW_TIME_MINUTE : BW_TIME_HOUR;

  for (gint64 i = first; i <= last; i++)
    {
      gint64 at = i * step;
      BwPlotRhythmTick tick = { (double) (at - zero), NULL, at % major == 0 };

      if (zone)
        tick.label = at % 1000 == 0 ? format_seconds (zone, at)
                                    : g_strdup_printf (".%d", (int) (at % 1000 / 100));
      else
        tick.label = step < 1000 ? bw_plot_format_elapsed_tenths (tick.ms)
                                 : bw_plot_format_elapsed (tick.ms);
      g_array_append_val (ticks, tick);
    }
  if (zone)
    tell_minute (ticks, zone, start_ms);
}

GArray *
bw_plot_rhythm_ticks (GTimeZone *zone,
                      gint64     start_ms,
                      double     from_ms,
                      double     to_ms,
                      double     per_pixel_ms,
                      double     spacing)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotRhythmTick));
  double least_ms = per_pixel_ms * spacing;

  g_array_set_clear_func (ticks, clear_tick);
  if (!(to_ms > from_ms) || !(least_ms > 0) || !isfinite (least_ms))
    return ticks;

  if (zone == NULL || least_ms <= 30000)
    {
      add_even (ticks, zone, start_ms, from_ms, to_ms, choose_step (least_ms));
    }
  else
    {
      g_autoptr (GArray) times
          = bw_plot_time_ticks (zone, start_ms + (gint64) ceil (from_ms),
                                start_ms + (gint64) floor (to_ms) + 1, per_pixel_ms, spacing, FALSE);

      for (guint i = 0; i < times->len; i++)
        {
          BwPlotTimeTick *time = &g_array_index (times, BwPlotTimeTick, i);
          BwPlotRhythmTick tick = { (double) (time->time_ms - start_ms),
                                    g_steal_pointer (&time->label), time->major };

          g_array_append_val (ticks, tick);
        }
    }
  return ticks;
}
