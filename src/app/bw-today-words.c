/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-today-words.h"

#include "app/bw-format.h"
#include "base/bw-time.h"
#include "plot/bw-plot-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define OLD_AFTER_MS (2 * BW_TIME_DAY)
/* The smallest worthwhile change, in the person's own spread. */
#define WORTHWHILE_Z 0.5
/* Hours whose scores are no further apart are level. */
#define LEVEL_POINTS 2

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

static char *
lower_zone (BwZone zone)
{
  return g_utf8_strdown (bw_zone_get_name (zone), -1);
}

static int
percent (double share)
{
  return (int) lround (100 * share);
}

/* Sentences stand beside each other with a blank between. */
static void
add_sentence (GString *text,
              char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/* The hour with the lowest score; %NULL without scores. */
static const BwForecastHour *
find_lowest (const BwForecast *forecast)
{
  const BwForecastHour *lowest = NULL;

  for (guint i = 0; bw_forecast_has_scores (forecast) && i < forecast->n_hours; i++)
    if (!lowest || forecast->hours[i].score < lowest->score)
      lowest = &forecast->hours[i];
  return lowest;
}

static const BwForecastHour *
find_highest (const BwForecast *forecast)
{
  const BwForecastHour *highest = &forecast->hours[0];

  for (guint i = 1; i < forecast->n_hours; i++)
    if (forecast->hours[i].score > highest->score)
      highest = &forecast->hours[i];
  return highest;
}

static gboolean
has_push (const BwForecast *forecast,
          const char       *id)
{
  for (guint i = 0; forecast->pushes && i < forecast->pushes->len; i++)
    if (g_str_equal (((const BwPush *) g_ptr_array_index (forecast->pushes, i))->id, id))
      return TRUE;
  return FALSE;
}

char *
bw_today_difference (const BwForecast *forecast)
{
  gboolean heart = has_push (forecast, "resting-heart-rate"), sleep = has_push (forecast, "sleep");
  const char *shape = bw_zone_get_shape (forecast->zone_now);
  int score = bw_zone_shown_score (forecast->score_now);

  if (!bw_forecast_scores_differ (forecast))
    return NULL;
  /* Translators: here and below: the zone's shape and the score of the day */
  if (heart && sleep)
    return g_strdup_printf (_("%s %d counts resting heart rate and sleep too; the line is HRV "
                              "alone."), shape, score);
  if (heart)
    return g_strdup_printf (_("%s %d counts resting heart rate too; the line is HRV alone."), shape,
                            score);
  if (sleep)
    return g_strdup_printf (_("%s %d counts sleep too; the line is HRV alone."), shape, score);
  return g_strdup_printf (_("%s %d is the score of the day; the line follows HRV hour by hour."),
                          shape, score);
}

gboolean
bw_today_is_old (const BwForecast *forecast,
                 gint64            now_ms)
{
  return now_ms - forecast->issued_ms > OLD_AFTER_MS;
}

/* The term that moved the score most, if it is worth a word. */
static const BwPush *
find_reason (const BwForecast *forecast)
{
  const BwPush *reason = NULL;

  for (guint i = 0; forecast->pushes && i < forecast->pushes->len; i++)
    {
      const BwPush *push = g_ptr_array_index (forecast->pushes, i);

      if (fabs (push->z) >= WORTHWHILE_Z && fabs (push->push) >= 1
          && (!reason || fabs (push->push) > fabs (reason->push)))
        reason = push;
    }
  return reason;
}

static const char *
reason_sentence (const BwPush *push,
                 gboolean      old)
{
  if (!push)
    return old ? _("You were close to your normal.") : _("You are close to your normal.");
  if (g_str_equal (push->id, "resting-heart-rate"))
    return push->z < 0 ? _("Your resting heart rate was above your normal.")
                       : _("Your resting heart rate was below your normal.");
  if (g_str_equal (push->id, "sleep"))
    return push->z < 0 ? _("You slept less soundly than you normally do.")
                       : _("You slept more soundly than you normally do.");
  if (old)
    return push->z < 0 ? _("The night before was below your normal.")
                       : _("The night before was above your normal.");
  return push->z < 0 ? _("Last night was below your normal.")
                     : _("Last night was above your normal.");
}

static gboolean
stays_in_one_zone (const BwForecast *forecast)
{
  for (guint i = 1; i < forecast->n_hours; i++)
    if (forecast->hours[i].zone != forecast->hours[0].zone)
      return FALSE;
  return TRUE;
}

/* The lowest of such hours is the lowest by chance. */
static gboolean
is_level (const BwForecast *forecast)
{
  int low = 100, high = 0;

  for (guint i = 0; i < forecast->n_hours; i++)
    {
      int score = bw_zone_shown_score (forecast->hours[i].score);

      low = MIN (low, score);
      high = MAX (high, score);
    }
  return high - low <= LEVEL_POINTS && stays_in_one_zone (forecast);
}

static char *
lowest_sentence (const BwForecast *forecast,
                 GTimeZone        *zone,
                 gint64            now_ms)
{
  const BwForecastHour *lowest = find_lowest (forecast);
  g_autofree char *clock = bw_plot_format_clock (zone, lowest->time_ms);
  g_autofree char *date = bw_forecast_figure_format_date (zone, lowest->time_ms);
  g_autofree char *name = lower_zone (lowest->zone);
  int score = bw_zone_shown_score (lowest->score);
  gboolean one = stays_in_one_zone (forecast);
  /* “Lowest” of the hours ahead, but above the number over the sentence: then say of what. */
  gboolean above = bw_forecast_scores_differ (forecast)
                   && score > bw_zone_shown_score (forecast->score_now);

  if (is_level (forecast) && bw_forecast_scores_differ (forecast))
    /* Translators: score, zone */
    return g_strdup_printf (_("HRV alone stays around %d (%s)."), score, name);
  if (is_level (forecast))
    return g_strdup_printf (bw_today_is_old (forecast, now_ms)
                              /* Translators: score, zone */
                              ? _("The 24 hours stay around %d (%s).")
                              /* Translators: score, zone */
                              : _("The next 24 hours stay around %d (%s)."),
                            score, name);
  if (above && bw_today_is_old (forecast, now_ms))
    /* Translators: date and time, zone, score */
    return g_strdup_printf (_("HRV alone is lowest around %s (%s, %d)."), date, name, score);
  if (above && bw_time_local_day (zone, lowest->time_ms) > bw_time_local_day (zone, now_ms))
    /* Translators: time, zone, score */
    return g_strdup_printf (_("HRV alone is lowest around %s tomorrow (%s, %d)."), clock, name,
                            score);
  if (above)
    /* Translators: time, zone, score */
    return g_strdup_printf (_("HRV alone is lowest around %s (%s, %d)."), clock, name, score);
  if (bw_today_is_old (forecast, now_ms))
    return one
             /* Translators: zone, date and time, score */
             ? g_strdup_printf (_("The 24 hours stay %s, lowest around %s (%d)."), name, date, score)
             /* Translators: date and time, zone, score: "Lowest around 12 March, 15:00 (red, 37)" */
             : g_strdup_printf (_("Lowest around %s (%s, %d)."), date, name, score);
  if (bw_time_local_day (zone, lowest->time_ms) > bw_time_local_day (zone, now_ms))
    return one
             /* Translators: zone, time, score */
             ? g_strdup_printf (_("The next 24 hours stay %s, lowest around %s tomorrow (%d)."), name,
                                clock, score)
             /* Translators: time, zone, score */
             : g_strdup_printf (_("Lowest around %s tomorrow (%s, %d)."), clock, name, score);
  return one
           /* Translators: zone, time, score */
           ? g_strdup_printf (_("The next 24 hours stay %s, lowest around %s (%d)."), name, clock,
                              score)
           : g_strdup_printf (_("Lowest around %s (%s, %d)."), clock, name, score);
}

char *
bw_today_sentence (const BwForecast *forecast,
                   GTimeZone        *zone,
                   gint64            now_ms)
{
  GString *text = g_string_new (NULL);

  if (forecast->calibrating)
    add_sentence (text, g_strdup (_("Beatwise is learning your normal. The score begins after 14 "
                                    "days with readings.")));
  else if (!forecast->has_score)
    add_sentence (text, g_strdup (_("Last night has no readings that count, so there is no score "
                                    "for it.")));
  else
    add_sentence (text, g_strdup (reason_sentence (find_reason (forecast),
                                             bw_today_is_old (forecast, now_ms))));
  if (bw_forecast_has_scores (forecast))
    add_sentence (text, lowest_sentence (forecast, zone, now_ms));
  return g_string_free (text, FALSE);
}

char *
bw_today_issued (const BwForecast *forecast,
                 GTimeZone        *zone,
                 gint64            now_ms)
{
  g_autofree char *year = format_local (zone, forecast->issued_ms, "%Y");
  g_autofree char *this_year = format_local (zone, now_ms, "%Y");
  g_autofree char *clock = bw_plot_format_clock (zone, forecast->issued_ms);
  /* Translators: a date with its year; see g_date_time_format() */
  g_autofree char *day = format_local (zone, forecast->issued_ms, _("%-d %B %Y"));
  g_autofree char *date = g_str_equal (year, this_year)
                            ? bw_forecast_figure_format_date (zone, forecast->issued_ms)
                            : g_strdup_printf (_("%s, %s"), day, clock);
  const char *measure = bw_measure_get_name (forecast->measure);

  if (bw_today_is_old (forecast, now_ms))
    /* Translators: a date and time, the measure: "RMSSD from beats", "SDNN" */
    return g_strdup_printf (_("For the 24 hours after %s · %s"), date, measure);
  /* Translators: a date and time, the measure: "RMSSD from beats", "SDNN" */
  return g_strdup_printf (_("Issued %s · %s"), date, measure);
}

static char *
hour_words (GTimeZone            *zone,
            const BwForecastHour *hour,
            const char           *format)
{
  g_autofree char *clock = bw_plot_format_clock (zone, hour->time_ms);
  g_autofree char *name = lower_zone (hour->zone);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, bw_zone_shown_score (hour->score), name, clock);
#pragma GCC diagnostic pop
}

static guint
count_flagged (const BwForecast   *forecast,
               const BwThresholds *thresholds)
{
  guint count = 0;

  for (guint i = 0; bw_forecast_has_scores (forecast) && i < forecast->n_hours; i++)
    count += bw_thresholds_flag (thresholds, &forecast->hours[i]);
  return count;
}

char *
bw_today_describe (const BwForecast   *forecast,
                   GTimeZone          *zone,
                   const BwThresholds *thresholds,
                   gint64              now_ms)
{
  GString *text = g_string_new (NULL);
  g_autofree char *date = bw_forecast_figure_format_date (zone, forecast->issued_ms);
  double low = 100, high = 0;
  guint flagged = count_flagged (forecast, thresholds);

  if (!bw_forecast_has_scores (forecast))
    {
      add_sentence (text, g_strdup (_("There is no forecast of the score yet.")));
      return g_string_free (text, FALSE);
    }

  for (guint i = 0; i < forecast->n_hours; i++)
    {
      low = MIN (low, forecast->hours[i].score_low);
      high = MAX (high, forecast->hours[i].score_high);
    }
  /* Translators: %s is a date and time */
  add_sentence (text, g_strdup_printf (_("Forecast of the fatigue score for the 24 hours after %s."),
                                       date));
  /* Translators: score, zone, time of day */
  add_sentence (text, hour_words (zone, &forecast->hours[0], _("It begins at %d, %s, at %s.")));
  add_sentence (text, hour_words (zone, find_lowest (forecast),
                                  _("Lowest: %d, %s, around %s.")));
  add_sentence (text, hour_words (zone, find_highest (forecast), _("Highest: %d, %s, around %s.")));
  add_sentence (text, g_strdup_printf (_("The 80 %% band reaches from %d to %d."),
                                       bw_zone_shown_score (low), bw_zone_shown_score (high)));
  if (flagged > 0)
    add_sentence (text, g_strdup_printf (ngettext ("%u hour stands out as likely to be hard.",
                                                   "%u hours stand out as likely to be hard.",
                                                   flagged),
                                         flagged));
  return g_string_free (text, FALSE);
}

/* "18:00–19:00" of the run of hours that ends before @to_ms; with its weekday where that is not the
 * day of issue. */
static char *
format_run (const BwForecast *forecast,
            GTimeZone        *zone,
            gint64            from_ms,
            gint64            to_ms)
{
  g_autofree char *from = bw_plot_format_clock (zone, from_ms);
  g_autofree char *to = bw_plot_format_clock (zone, to_ms);
  g_autofree char *day = format_local (zone, from_ms, "%a");

  if (bw_time_local_day (zone, from_ms) != bw_time_local_day (zone, to_ms - 1))
    {
      g_autofree char *next = format_local (zone, to_ms, "%a");

      return g_strdup_printf ("%s–%s %s", from, next, to);
    }
  if (bw_time_local_day (zone, from_ms) == bw_time_local_day (zone, forecast->issued_ms))
    return g_strdup_printf ("%s–%s", from, to);
  return g_strdup_printf ("%s %s–%s", day, from, to);
}

char *
bw_today_flags (const BwForecast   *forecast,
                GTimeZone          *zone,
                const BwThresholds *thresholds)
{
  g_autoptr (GString) runs = g_string_new (NULL);
  int chance = percent (thresholds->p_red);

  if (count_flagged (forecast, thresholds) == 0)
    return NULL;
  for (guint i = 0; i < forecast->n_hours; i++)
    {
      guint first = i;
      g_autofree char *run = NULL;

      while (i < forecast->n_hours && bw_thresholds_flag (thresholds, &forecast->hours[i]))
        i++;
      if (i == first)
        continue;
      run = format_run (forecast, zone, forecast->hours[first].time_ms,
                        forecast->hours[i - 1].time_ms + BW_TIME_HOUR);
      g_string_append_printf (runs, "%s%s", runs->len > 0 ? ", " : "", run);
    }

  /* A score below 40 is red; only a higher alert says something of its own. */
  if (thresholds->alert_score > BW_ZONE_YELLOW_FROM)
    /* Translators: chance in percent, score, times of day */
    return g_strdup_printf (_("Chance of red %d %% or more, or score below %d: %s"), chance,
                            (int) lround (thresholds->alert_score), runs->str);
  /* Translators: chance in percent, times of day */
  return g_strdup_printf (_("Chance of red %d %% or more: %s"), chance, runs->str);
}

char *
bw_today_hour (const BwForecastHour *hour,
               GTimeZone            *zone)
{
  g_autofree char *day = format_local (zone, hour->time_ms, "%A");
  g_autofree char *clock = bw_plot_format_clock (zone, hour->time_ms);

  /* Translators: weekday, time; zone's shape, score, zone; band from, to; then the chances of each
   * zone. Keep the line breaks. */
  return g_strdup_printf (_("%s, %s\n%s %d, %s\n80 %% band: %d–%d\n● %d %%  ◆ %d %%  ■ %d %%"), day,
                          clock, bw_zone_get_shape (hour->zone), bw_zone_shown_score (hour->score),
                          bw_zone_get_name (hour->zone), bw_zone_shown_score (hour->score_low),
                          bw_zone_shown_score (hour->score_high), percent (hour->p_green),
                          percent (hour->p_yellow), percent (hour->p_red));
}

char *
bw_today_past_hour (const BwPastHour *hour,
                    GTimeZone        *zone)
{
  g_autofree char *day = format_local (zone, hour->time_ms, "%A");
  g_autofree char *clock = bw_plot_format_clock (zone, hour->time_ms);
  BwZone level = bw_zone_from_score (hour->level_score);

  /* Translators: weekday, time; zone's shape, score, zone. Keep the line break. */
  return g_strdup_printf (_("%s, %s\n%s %d, %s"), day, clock, bw_zone_get_shape (level),
                          bw_zone_shown_score (hour->level_score), bw_zone_get_name (level));
}

const char *
bw_today_push_name (const char *id)
{
  if (g_str_equal (id, "hrv"))
    /* Translators: in a narrow column; a soft hyphen may tell where a long word is broken. */
    return C_("term", "Heart rate variability");
  if (g_str_equal (id, "resting-heart-rate"))
    return _("Resting heart rate");
  if (g_str_equal (id, "sleep"))
    return _("Sleep");
  return id;
}

char *
bw_today_push_points (double points)
{
  int whole = (int) lround (points);

  if (whole == 0)
    return g_strdup ("0");
  return g_strdup_printf ("%s%d", whole < 0 ? "−" : "+", ABS (whole));
}

const char *
bw_today_push_word (const BwPush *push)
{
  /* The sign of z is turned so that high is fresh; words speak of the thing itself. */
  gboolean turned = g_str_equal (push->id, "resting-heart-rate");

  if (fabs (push->z) < WORTHWHILE_Z)
    return _("Near your normal");
  return (push->z < 0) != turned ? _("Below your normal") : _("Above your normal");
}

char *
bw_today_coverage (const BwTrackRecord *track)
{
  g_autofree char *hours = bw_format_count (track->n_hours);

  return g_strdup_printf (ngettext ("The band held %d %% of %s hour",
                                    "The band held %d %% of %s hours", track->n_hours),
                          percent (track->coverage80), hours);
}

char *
bw_today_skill (const BwTrackRecord *track)
{
  double middle = track->skill_percent;

  if (track->skill_low > 0)
    /* Translators: percent, and its interval from, to */
    return g_strdup_printf (_("%.0f %% better, likely %.0f to %.0f %%"), middle, track->skill_low,
                            track->skill_high);
  if (track->skill_high < 0)
    return g_strdup_printf (_("%.0f %% worse, likely %.0f to %.0f %%"), -middle, -track->skill_high,
                            -track->skill_low);
  return g_strdup_printf (_("No clear difference: %.0f %% worse to %.0f %% better"),
                          -track->skill_low + 0.0, track->skill_high + 0.0);
}

static const struct
{
  const char *id;
  const char *name;
  const char *meaning;
} models[] = {
  { "lstm", N_("LSTM"), N_("A neural net trained on your own readings.") },
  { "average", N_("Average"), N_("The mean of your usual day, your level and a regression.") },
  { "profile", N_("Your usual day"), N_("What is normal for you at each hour.") },
  { "level", N_("Level"), N_("Your present level, returning to your normal.") },
  { "ridge", N_("Regression"), N_("A linear rule on your last days.") },
  { "damped", N_("Damped"), N_("Your last reading, returning to your normal.") },
  { "median", N_("14-day median"), N_("The middle of your last 14 days.") },
  { "seasonal", N_("Same hour"), N_("The same hour of the latest day that has it.") },
  { "persistence", N_("Last reading"), N_("Your last reading, carried on.") },
};

const char *
bw_today_model_name (const char *id)
{
  for (guint i = 0; id && i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].id, id))
      return _(models[i].name);
  return id ? id : "";
}

const char *
bw_today_model_meaning (const char *id)
{
  for (guint i = 0; id && i < G_N_ELEMENTS (models); i++)
    if (g_str_equal (models[i].id, id))
      return _(models[i].meaning);
  return "";
}
