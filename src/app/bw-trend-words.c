/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-trend-words.h"

#include "app/bw-format.h"
#include "plot/bw-plot-time.h"
#include "report/bw-note-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const char *
get_value_name (const BwTrend *trend)
{
  return trend->of_nights ? _("Mean of the night") : _("Mean of the day");
}

static gboolean
touches (const BwAnnotation *note,
         const BwTrendDay   *day)
{
  return note->start_ms < day->end_ms
         && (note->end_ms > day->start_ms || note->start_ms >= day->start_ms);
}

/* The notes of the day, with @between between them; %NULL for none. Returns: (transfer full) */
static char *
join_notes (const GPtrArray  *notes,
            const BwTrendDay *day,
            const char       *between)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    {
      const BwAnnotation *note = g_ptr_array_index (notes, i);
      g_autofree char *title = NULL;

      if (!touches (note, day))
        continue;
      title = bw_note_format_title (note);
      g_string_append_printf (text, "%s%s", text->len > 0 ? between : "", title);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static const char *
get_side_name (const BwTrendDay *day)
{
  if (!day->has_week || !day->has_normal)
    return "";
  switch (bw_trend_day_get_side (day))
    {
    case -1:
      return _("below");
    case 1:
      return _("above");
    default:
      return _("within");
    }
}

char *
bw_trend_describe_numbers (const BwTrend *trend)
{
  const BwTrendDay *last;
  GString *text = g_string_new (NULL);

  if (trend->days->len == 0)
    return g_string_free (text, FALSE);
  last = &g_array_index (trend->days, BwTrendDay, trend->days->len - 1);
  /* Translators: a mean, and how much it varies from day to day */
  if (last->has_week)
    g_string_append_printf (text, _("Last 7 days: %.0f ms, varying by %.1f %%."),
                            exp (last->week_mean), last->week_cv_percent);
  if (last->has_normal)
    {
      g_string_append (text, text->len > 0 ? " " : "");
      g_string_append_printf (text, _("Normal range of the last 60 days: %.0f to %.0f ms."),
                              exp (last->normal_low), exp (last->normal_high));
    }
  return g_string_free (text, FALSE);
}

static void
append_score (GString          *text,
              const BwTrendDay *day)
{
  g_autofree char *zone = NULL;

  if (!day->has_score)
    return;
  zone = g_utf8_strdown (bw_zone_get_name (bw_zone_from_score (day->score)), -1);
  g_string_append_c (text, '\n');
  /* Translators: the score and its zone: "Score 72, green" */
  g_string_append_printf (text, _("Score %d, %s"), bw_zone_shown_score (day->score), zone);
}

/* The day's mean, the week's, the normal range, and what a person wrote; a line each. */
static void
append_day (GString          *text,
            const BwTrend    *trend,
            const BwTrendDay *day,
            const GPtrArray  *notes)
{
  g_autofree char *own = join_notes (notes, day, "\n");

  g_string_append_c (text, '\n');
  if (day->n > 0)
    /* Translators: what it is the mean of, and the number: "Mean of the night: 46 ms" */
    g_string_append_printf (text, _("%s: %.0f ms"), get_value_name (trend),
                            exp (day->ln_mean));
  else
    g_string_append (text, trend->of_nights ? _("No reading at night") : _("No reading"));
  if (day->has_week)
    {
      g_string_append_c (text, '\n');
      /* Translators: a mean, and how much it varies from day to day */
      g_string_append_printf (text, _("7-day mean: %.0f ms, varies by %.1f %%"), exp (day->week_mean),
                              day->week_cv_percent);
    }
  if (day->has_normal)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, _("Normal range: %.0f to %.0f ms"), exp (day->normal_low),
                              exp (day->normal_high));
    }
  if (day->new_era)
    g_string_append_printf (text, "\n%s", _("A new watch begins anew"));
  if (own != NULL)
    g_string_append_printf (text, "\n%s", own);
}

char *
bw_trend_describe_day (const BwTrend     *trend,
                       const BwTrendDay  *day,
                       const GPtrArray   *notes,
                       BwTrendFigureKind  kind)
{
  g_autofree char *date = bw_format_day (day->start_ms, trend->zone);
  GString *text = g_string_new (date);

  if (kind == BW_TREND_FIGURE_SCORE)
    append_score (text, day);
  else
    {
      guint n;

      bw_trend_find_readings (trend, day, &n);
      if (n > 0)
        {
          g_string_append_c (text, '\n');
          g_string_append_printf (text, ngettext ("%u reading", "%u readings", n), n);
        }
    }
  append_day (text, trend, day, notes);
  return g_string_free (text, FALSE);
}

char *
bw_trend_describe_reading (const BwTrend        *trend,
                           const BwTrendReading *reading,
                           const BwTrendDay     *day,
                           const GPtrArray      *notes)
{
  g_autofree char *date = bw_format_day (day->start_ms, trend->zone);
  g_autofree char *clock = bw_plot_format_clock (trend->zone, reading->time_ms);
  GString *text = g_string_new (date);

  g_string_append_c (text, '\n');
  /* Translators: a time of day, and a number: "Reading at 03:10, at night: 46 ms" */
  g_string_append_printf (
      text, reading->at_night ? _("Reading at %s, at night: %.0f ms") : _("Reading at %s: %.0f ms"),
      clock, exp (reading->ln_ms));
  append_day (text, trend, day, notes);
  return g_string_free (text, FALSE);
}

char *
bw_trend_describe_marks (const BwTrend *trend)
{
  g_autofree char *numbers = bw_trend_describe_numbers (trend);

  /* Translators: %s is one or two sentences, or nothing */
  return g_strdup_printf (trend->of_nights
                            ? _("%s%sDiamonds are readings at night, rings those by day; a bar is the "
                                "mean of a night. RR recordings from files are not part of it.")
                            : _("%s%sDiamonds are readings at night, rings those by day; a bar is the "
                                "mean of a day. RR recordings from files are not part of it."),
                          numbers, numbers[0] != '\0' ? " " : "");
}

char *
bw_trend_describe (const BwTrend *trend)
{
  g_autofree char *sentence = bw_trend_get_text (trend);
  g_autofree char *span = NULL;
  const BwTrendDay *first, *last;

  if (trend->days->len == 0)
    return g_steal_pointer (&sentence);
  first = &g_array_index (trend->days, BwTrendDay, 0);
  last = &g_array_index (trend->days, BwTrendDay, trend->days->len - 1);
  span = bw_format_span (first->start_ms, last->start_ms, trend->zone);
  /* Translators: the days shown, and a whole sentence */
  return g_strdup_printf (_("%s. %s"), span, sentence);
}

/* Empty where it is not known. */
static void
append_number (GString  *text,
               gboolean  known,
               double    value,
               int       digits)
{
  g_string_append_c (text, '\t');
  if (known)
    g_string_append_printf (text, "%.*f", digits, value);
}

/* "03:10 46; 12:00 39", of the day; those at night with a word. */
static void
append_readings (GString          *text,
                 const BwTrend    *trend,
                 const BwTrendDay *day)
{
  guint n, first = bw_trend_find_readings (trend, day, &n);

  g_string_append_c (text, '\t');
  for (guint i = first; i < first + n; i++)
    {
      const BwTrendReading *reading = &g_array_index (trend->readings, BwTrendReading, i);
      g_autofree char *clock = bw_plot_format_clock (trend->zone, reading->time_ms);

      g_string_append (text, i > first ? "; " : "");
      /* Translators: in a table: a time of day and a number: "03:10 46 (night)" */
      g_string_append_printf (text, reading->at_night ? _("%s %.0f (night)") : "%s %.0f", clock,
                              exp (reading->ln_ms));
    }
}

static void
append_score_cells (GString          *text,
                    const BwTrendDay *day)
{
  append_number (text, day->has_score, bw_zone_shown_score (day->score), 0);
  g_string_append_printf (text, "\t%s",
                          day->has_score ? bw_zone_get_name (bw_zone_from_score (day->score)) : "");
}

static void
append_titles (GString           *text,
               BwTrendFigureKind  kind)
{
  const char *const score[] = { _("Score"), _("Zone"), NULL };
  const char *const readings[] = { _("Readings (ms)"), NULL };
  const char *const rest[] = { _("Mean (ms)"), _("ln"), _("7 days (ms)"), _("ln"), _("Varies by (%)"),
                               _("Normal from (ms)"), _("Normal to (ms)"), _("7 days are"), _("Notes"),
                               NULL };
  const char *const *own = kind == BW_TREND_FIGURE_SCORE ? score : readings;

  g_string_append (text, _("Day"));
  for (guint i = 0; own[i] != NULL; i++)
    g_string_append_printf (text, "\t%s", own[i]);
  for (guint i = 0; rest[i] != NULL; i++)
    g_string_append_printf (text, "\t%s", rest[i]);
  g_string_append_c (text, '\n');
}

char *
bw_trend_make_table (const BwTrend     *trend,
                     const GPtrArray   *notes,
                     BwTrendFigureKind  kind,
                     guint              first)
{
  GString *text = g_string_new (NULL);

  append_titles (text, kind);
  for (guint i = first; i < trend->days->len; i++)
    {
      const BwTrendDay *day = &g_array_index (trend->days, BwTrendDay, i);
      g_autofree char *date = bw_format_day (day->start_ms, trend->zone);
      g_autofree char *own = join_notes (notes, day, "; ");

      /* A tab or a line end in a note would make cells of its own. */
      if (own != NULL)
        g_strdelimit (own, "\t\n\r", ' ');
      g_string_append (text, date);
      if (kind == BW_TREND_FIGURE_SCORE)
        append_score_cells (text, day);
      else
        append_readings (text, trend, day);
      append_number (text, day->n > 0, exp (day->ln_mean), 0);
      append_number (text, day->n > 0, day->ln_mean, 2);
      append_number (text, day->has_week, exp (day->week_mean), 0);
      append_number (text, day->has_week, day->week_mean, 2);
      append_number (text, day->has_week, day->week_cv_percent, 1);
      append_number (text, day->has_normal, exp (day->normal_low), 0);
      append_number (text, day->has_normal, exp (day->normal_high), 0);
      g_string_append_printf (text, "\t%s\t%s\n", get_side_name (day), own != NULL ? own : "");
    }
  return g_string_free (text, FALSE);
}
