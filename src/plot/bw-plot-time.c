/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "plot/bw-plot-time.h"

#include "base/bw-time.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <math.h>
#include <string.h>

typedef enum {
  UNIT_MINUTE,
  UNIT_HOUR,
  UNIT_DAY,
  UNIT_MONTH,
  UNIT_YEAR,
} Unit;

static const struct
{
  Unit unit;
  int count;
  gint64 length_ms;    /* of the shortest such step */
} steps[] = {
  { UNIT_MINUTE, 1, BW_TIME_MINUTE },   { UNIT_MINUTE, 5, 5 * BW_TIME_MINUTE },
  { UNIT_MINUTE, 10, 10 * BW_TIME_MINUTE }, { UNIT_MINUTE, 30, 30 * BW_TIME_MINUTE },
  { UNIT_HOUR, 1, BW_TIME_HOUR },       { UNIT_HOUR, 2, 2 * BW_TIME_HOUR },
  { UNIT_HOUR, 3, 3 * BW_TIME_HOUR },   { UNIT_HOUR, 6, 6 * BW_TIME_HOUR },
  { UNIT_HOUR, 12, 12 * BW_TIME_HOUR }, { UNIT_DAY, 1, BW_TIME_DAY },
  { UNIT_DAY, 2, 2 * BW_TIME_DAY },     { UNIT_DAY, 7, 7 * BW_TIME_DAY },
  { UNIT_MONTH, 1, 28 * BW_TIME_DAY },  { UNIT_MONTH, 3, 90 * BW_TIME_DAY },
  { UNIT_YEAR, 1, 365 * BW_TIME_DAY },  { UNIT_YEAR, 2, 730 * BW_TIME_DAY },
  { UNIT_YEAR, 5, 1826 * BW_TIME_DAY }, { UNIT_YEAR, 10, 3652 * BW_TIME_DAY },
};

static char *
format_time (GTimeZone  *zone,
             gint64      time_ms,
             const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / BW_TIME_SECOND);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  char *text = local ? g_date_time_format (local, format) : NULL;

  return text ? g_strstrip (text) : g_strdup ("");
}

static gboolean
locale_has_12_hours (void)
{
  const char *format = nl_langinfo (T_FMT);

  return strstr (format, "%r") || strstr (format, "%I") || strstr (format, "%l");
}

static void
clear_tick (gpointer data)
{
  BwPlotTimeTick *tick = data;

  g_free (tick->label);
}

/* Takes @label. */
static void
add_tick (GArray   *ticks,
          gint64    time_ms,
          gint64    from_ms,
          gint64    to_ms,
          char     *label,
          gboolean  major)
{
  BwPlotTimeTick tick = { time_ms, label, major };

  if (time_ms >= from_ms && time_ms < to_ms)
    g_array_append_val (ticks, tick);
  else
    g_free (label);
}

static char *
day_label (GTimeZone *zone,
           gint64     time_ms,
           gboolean   weekdays)
{
  /* Translators: a day on a time axis, as in "12 Mar"; see g_date_time_format() */
  return format_time (zone, time_ms, weekdays ? "%a" : _("%-d %b"));
}

static void
add_hours (GArray    *ticks,
           GTimeZone *zone,
           gint64     from_ms,
           gint64     to_ms,
           int        count,
           gboolean   weekdays)
{
  g_autoptr (GArray) hours = bw_time_hours (zone, from_ms, to_ms);
  int last_hour = -1;

  for (guint i = 0; i < hours->len; i++)
    {
      gint64 time_ms = g_array_index (hours, gint64, i);
      int hour = bw_time_local_hour (zone, time_ms);
      gboolean major = bw_time_day_start (zone, time_ms) == time_ms;

      if ((hour % count != 0 && !major) || (count > 1 && hour == last_hour))
        continue;
      last_hour = hour;
      add_tick (ticks, time_ms, from_ms, to_ms,
                major ? day_label (zone, time_ms, weekdays) : bw_plot_format_clock (zone, time_ms),
                major);
    }
}

static void
add_minutes (GArray    *ticks,
             GTimeZone *zone,
             gint64     from_ms,
             gint64     to_ms,
             int        count)
{
  gint64 hour_ms = bw_time_hour_start (zone, from_ms);

  while (hour_ms < to_ms)
    {
      gint64 next_ms = hour_ms + BW_TIME_HOUR;
      gint64 start_of_next = bw_time_hour_start (zone, next_ms);

      if (start_of_next > hour_ms && start_of_next < next_ms)
        next_ms = start_of_next;
      for (gint64 t = hour_ms; t < next_ms; t += count * BW_TIME_MINUTE)
        add_tick (ticks, t, from_ms, to_ms, bw_plot_format_clock (zone, t), t == hour_ms);
      hour_ms = next_ms;
    }
}

/* The local midnight that begins the next day: 30 hours on is always in it, whatever summer time does;
 * or the next month, of ticks that are at least a month apart. */
static gint64
next_midnight (GTimeZone *zone,
               gint64     time_ms,
               gint64     day,
               Unit       unit)
{
  int year, month, day_of_month;

  if (unit == UNIT_DAY)
    return bw_time_day_start (zone, time_ms + 30 * BW_TIME_HOUR);
  bw_time_civil_from_days (day, &year, &month, &day_of_month);
  day = month == 12 ? bw_time_days_from_civil (year + 1, 1, 1)
                    : bw_time_days_from_civil (year, month + 1, 1);
  return bw_time_day_start (zone,
                            bw_time_from_local (zone, day * BW_TIME_DAY + 12 * BW_TIME_HOUR));
}

/* Days, months and years walk from one local midnight to the next. */
static void
add_days (GArray    *ticks,
          GTimeZone *zone,
          gint64     from_ms,
          gint64     to_ms,
          Unit       unit,
          int        count,
          gboolean   weekdays)
{
  gint64 time_ms = bw_time_day_start (zone, from_ms), day;

  for (; time_ms < to_ms; time_ms = next_midnight (zone, time_ms, day, unit))
    {
      int year, month, day_of_month;

      day = bw_time_local_day (zone, time_ms);
      bw_time_civil_from_days (day, &year, &month, &day_of_month);
      if (unit == UNIT_DAY)
        {
          gboolean wanted = count == 7 ? bw_time_weekday_from_days (day) == 1
                                       : ((day % count) + count) % count == 0;
          if (wanted)
            add_tick (ticks, time_ms, from_ms, to_ms,
                      day_label (zone, time_ms, weekdays && count < 7), day_of_month == 1);
        }
      else if (day_of_month == 1 && unit == UNIT_MONTH && (month - 1) % count == 0)
        add_tick (ticks, time_ms, from_ms, to_ms,
                  format_time (zone, time_ms, month == 1 ? "%Y" : "%b"), month == 1);
      else if (day_of_month == 1 && unit == UNIT_YEAR && month == 1 && year % count == 0)
        add_tick (ticks, time_ms, from_ms, to_ms, format_time (zone, time_ms, "%Y"), TRUE);
    }
}

void
bw_plot_time_scale_init (BwPlotTimeScale *self,
                         gint64           from_ms,
                         gint64           to_ms,
                         double           p0,
                         double           p1)
{
  *self = (BwPlotTimeScale) { 2, { from_ms, to_ms, 0 }, { p0, p1, 0 } };
}

void
bw_plot_time_scale_init_broken (BwPlotTimeScale *self,
                                gint64           from_ms,
                                gint64           break_ms,
                                gint64           to_ms,
                                double           p0,
                                double           p_break,
                                double           p1)
{
  *self = (BwPlotTimeScale) { 3, { from_ms, break_ms, to_ms }, { p0, p_break, p1 } };
}

double
bw_plot_time_scale_map (const BwPlotTimeScale *self,
                        gint64                 time_ms)
{
  guint i = self->n == 3 && time_ms >= self->time_ms[1] ? 1 : 0;
  gint64 length = self->time_ms[i + 1] - self->time_ms[i];

  if (length == 0)
    return self->position[i];
  return self->position[i] + (double) (time_ms - self->time_ms[i]) / (double) length
                               * (self->position[i + 1] - self->position[i]);
}

gint64
bw_plot_time_scale_invert (const BwPlotTimeScale *self,
                           double                 position)
{
  gboolean rising = self->position[self->n - 1] >= self->position[0];
  guint i = self->n == 3 && (position >= self->position[1]) == rising ? 1 : 0;
  double length = self->position[i + 1] - self->position[i];

  if (length == 0)
    return self->time_ms[i];
  return self->time_ms[i]
         + (gint64) llround ((position - self->position[i]) / length
                             * (double) (self->time_ms[i + 1] - self->time_ms[i]));
}

GArray *
bw_plot_time_ticks (GTimeZone *zone,
                    gint64     from_ms,
                    gint64     to_ms,
                    double     per_pixel_ms,
                    double     spacing,
                    gboolean   weekdays)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (BwPlotTimeTick));
  guint step = 0;

  g_array_set_clear_func (ticks, clear_tick);
  if (to_ms <= from_ms || !(per_pixel_ms > 0) || !isfinite (per_pixel_ms))
    return ticks;

  while (step + 1 < G_N_ELEMENTS (steps)
         && (double) steps[step].length_ms < spacing * per_pixel_ms)
    step++;

  switch (steps[step].unit)
    {
    case UNIT_MINUTE:
      add_minutes (ticks, zone, from_ms, to_ms, steps[step].count);
      break;
    case UNIT_HOUR:
      add_hours (ticks, zone, from_ms, to_ms, steps[step].count, weekdays);
      break;
    case UNIT_DAY:
    case UNIT_MONTH:
    case UNIT_YEAR:
      add_days (ticks, zone, from_ms, to_ms, steps[step].unit, steps[step].count, weekdays);
      break;
    default:
      g_assert_not_reached ();
    }
  return ticks;
}

char *
bw_plot_format_clock (GTimeZone *zone,
                      gint64     time_ms)
{
  return format_time (zone, time_ms, locale_has_12_hours () ? "%-l:%M %p" : "%H:%M");
}
