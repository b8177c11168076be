/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-hour-words.h"

#include "base/bw-time.h"
#include "plot/bw-plot-time.h"
#include "report/bw-note-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static int
percent (double share)
{
  return (int) lround (100 * share);
}

static char *
format_local (GTimeZone  *zone,
              gint64      time_ms,
              const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / BW_TIME_SECOND);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;
  char *text = local ? g_date_time_format (local, format) : NULL;

  return text ? text : g_strdup ("");
}

char *
bw_hour_words_when (gint64     time_ms,
                    GTimeZone *zone,
                    gint64     now_ms)
{
  g_autofree char *year = format_local (zone, time_ms, "%Y");
  g_autofree char *this_year = format_local (zone, now_ms, "%Y");
  g_autofree char *clock = bw_plot_format_clock (zone, time_ms);
  g_autofree char *day = format_local (zone, time_ms, g_str_equal (year, this_year)
                                                        /* Translators: a weekday and a date; see
                                                         * g_date_time_format() */
                                                        ? _("%A, %-d %B")
                                                        /* Translators: the same with the year */
                                                        : _("%A, %-d %B %Y"));

  /* Translators: date, time: "Friday, 13 March, 18:00" */
  return g_strdup_printf (_("%s, %s"), day, clock);
}

char *
bw_hour_words_score (double score)
{
  BwZone zone = bw_zone_from_score (score);

  /* Translators: the zone's shape, the score, the zone: "◆ 47, Yellow" */
  return g_strdup_printf (_("%s %d, %s"), bw_zone_get_shape (zone), bw_zone_shown_score (score),
                          bw_zone_get_name (zone));
}

char *
bw_hour_words_band (const BwForecastHour *hour)
{
  /* Translators: from a score to a score */
  return g_strdup_printf (_("80 %% band: %d–%d"), bw_zone_shown_score (hour->score_low),
                          bw_zone_shown_score (hour->score_high));
}

char *
bw_hour_words_ms (const BwForecastHour *hour)
{
  /* Translators: milliseconds: the middle, and from, to */
  return g_strdup_printf (_("Readings: about %.0f ms, four out of five between %.0f and %.0f ms"),
                          hour->median_ms, hour->low_ms, hour->high_ms);
}

char *
bw_hour_words_chance (BwZone zone,
                      double p)
{
  /* Translators: the zone's shape, its name, the chance in percent: "● Green 62 %" */
  return g_strdup_printf (_("%s %s %d %%"), bw_zone_get_shape (zone), bw_zone_get_name (zone),
                          percent (p));
}

char *
bw_hour_words_net (const BwForecast *forecast,
                   guint             k)
{
  g_autofree char *score = NULL;

  if (!forecast->has_net || !bw_forecast_has_scores (forecast)
      || g_strcmp0 (forecast->model, "lstm") == 0)
    return NULL;
  score = bw_hour_words_score (forecast->net_score[k]);
  /* Translators: a score with its zone, and milliseconds: "The LSTM alone: ◆ 51, Yellow; 41 ms" */
  return g_strdup_printf (_("The LSTM alone: %s; %.0f ms"), score, forecast->net_median_ms[k]);
}

static void
add_line (GString    *text,
          const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static char *
finish (GString *text)
{
  return g_string_free (text, text->len == 0);
}

char *
bw_hour_words_came (const BwOutlook *outlook,
                    guint            k)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; outlook->came && i < outlook->came->len; i++)
    {
      const BwCame *came = &g_array_index (outlook->came, BwCame, i);
      g_autofree char *clock = bw_plot_format_clock (outlook->zone, came->time_ms);
      g_autofree char *line = NULL;

      if (came->hour != k)
        continue;
      line = came->inside
               /* Translators: milliseconds, a time */
               ? g_strdup_printf (_("Came: %.0f ms at %s, inside the band"), came->value_ms, clock)
               : g_strdup_printf (_("Came: %.0f ms at %s, outside the band"), came->value_ms, clock);
      add_line (text, line);
    }
  return finish (text);
}

char *
bw_hour_words_readings (const BwOutlook *outlook,
                        gint64           time_ms)
{
  GString *text = g_string_new (NULL);
  guint low = 0, high = outlook->readings ? outlook->readings->len : 0;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (outlook->readings, BwPastReading, middle).time_ms < time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  for (guint i = low; outlook->readings && i < outlook->readings->len; i++)
    {
      const BwPastReading *reading = &g_array_index (outlook->readings, BwPastReading, i);
      g_autofree char *clock = bw_plot_format_clock (outlook->zone, reading->time_ms);
      g_autofree char *line = NULL;

      if (reading->time_ms >= time_ms + BW_TIME_HOUR)
        break;
      /* Translators: milliseconds, a time */
      line = g_strdup_printf (_("Reading: %.0f ms at %s"), reading->value_ms, clock);
      add_line (text, line);
    }
  return finish (text);
}

char *
bw_hour_words_notes (const BwOutlook *outlook,
                     gint64           time_ms)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; outlook->annotations && i < outlook->annotations->len; i++)
    {
      const BwAnnotation *note = g_ptr_array_index (outlook->annotations, i);
      g_autofree char *tags = NULL, *line = NULL;

      if (note->start_ms >= time_ms + BW_TIME_HOUR || MAX (note->end_ms, note->start_ms) < time_ms)
        continue;
      tags = bw_note_format_tags (note);
      if (*note->text == '\0' || tags == NULL)
        /* Translators: a person's own note, or its tags */
        line = g_strdup_printf (_("Note: %s"), tags != NULL ? tags : note->text);
      else
        /* Translators: a person's own note, and its tags */
        line = g_strdup_printf (_("Note: %s (%s)"), note->text, tags);
      add_line (text, line);
    }
  return finish (text);
}

char *
bw_hour_words_outcome (const BwOutlook *outlook)
{
  guint n = outlook->came ? outlook->came->len : 0, inside;

  if (n == 0)
    return NULL;
  inside = bw_came_count_inside (outlook->came);
  if (n == 1)
    return g_strdup (inside == 1 ? _("The one reading in the 24 hours after lay inside the band.")
                                 : _("The one reading in the 24 hours after lay outside the band."));
  /* Translators: a number of readings (at least 2), and how many of them */
  return g_strdup_printf (ngettext ("Of %u reading in the 24 hours after, %u lay inside the band.",
                                    "Of %u readings in the 24 hours after, %u lay inside the band.",
                                    n),
                          n, inside);
}
