/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-notes.h"

#include "base/bw-time.h"
#include "forecast/bw-level.h"

#include <glib/gi18n-lib.h>

/* Fewer readings than this carry little, whatever the filter makes of them. */
#define FEW_READINGS 300
#define OLD_MS (2 * BW_TIME_DAY)

static void G_GNUC_PRINTF (2, 3)
add (BwForecast *forecast,
     const char *format,
     ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (forecast->notes, g_strdup_vprintf (format, args));
  va_end (args);
}

/* What the readings carry, in words that fit the model that is shown. */
static const char *
get_signal_text (const BwForecast *forecast)
{
  if (forecast->reliability < BW_LEVEL_RELIABLE_FROM && !g_str_equal (forecast->model, "profile"))
    return _("Your readings carry no usable day-to-day signal: trust the range more than the line.");
  return bw_level_reliability_get_text (forecast->reliability);
}

void
bw_notes_add (BwForecast     *forecast,
              const BwOrigin *origin,
              const BwSeries *series)
{
  guint readings = origin->n_readings - origin->first_reading;
  gint64 age_ms = origin->at_ms - origin->last_ms;

  if (forecast->measure == BW_MEASURE_SDNN)
    add (forecast, _("This runs on SDNN, the watch’s own value, and not on RMSSD from beats."));
  else if (forecast->measure == BW_MEASURE_RMSSD_IMPORTED)
    add (forecast, _("This runs on RMSSD as it was imported, and not on RMSSD from beats."));

  if (!forecast->calibrating && readings < FEW_READINGS)
    add (forecast,
         ngettext ("It stands on %u reading on %u days, which can carry little: trust the range "
                   "more than the line.",
                   "It stands on %u readings on %u days, which can carry little: trust the range "
                   "more than the line.",
                   readings),
         readings, origin->baseline.days);

  if (forecast->has_score)
    add (forecast, "%s", get_signal_text (forecast));

  if (age_ms > OLD_MS)
    {
      guint days = (guint) (age_ms / BW_TIME_DAY);

      add (forecast,
           ngettext ("The last reading is %u day older than this forecast, so it says little "
                     "beyond your usual range.",
                     "The last reading is %u days older than this forecast, so it says little "
                     "beyond your usual range.",
                     days),
           days);
    }

  if (series->n_readings > 0 && origin->era_ms > series->reading_ms[0])
    {
      /* The day of the era's first reading, which may come after midnight where its hour began before. */
      guint first = MIN (bw_series_readings_before (series, origin->era_ms + BW_TIME_HOUR - 1),
                         series->n_readings - 1);
      g_autofree char *day = bw_time_format_day (
          bw_time_local_day (series->hourly->zone, series->reading_ms[first]));

      add (forecast,
           _("Readings before %s came from another watch or from older software of it, and do not "
             "count."),
           day);
    }
}
