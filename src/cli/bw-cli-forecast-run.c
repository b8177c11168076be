/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"
#include "cli/bw-cli-output.h"
#include "cli/bw-cli-terms.h"
#include "forecast/bw-baseline.h"
#include "forecast/bw-came.h"
#include "forecast/bw-forecast.h"
#include "forecast/bw-night-model.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* "◆ Yellow", in the zone's colour on a terminal. Returns: (transfer full) */
static char *
format_zone (BwCli  *cli,
             BwZone  zone)
{
  static const char *const colours[] = {
    [BW_ZONE_RED] = "\033[31m",
    [BW_ZONE_YELLOW] = "\033[33m",
    [BW_ZONE_GREEN] = "\033[32m",
  };

  return g_strdup_printf ("%s%s %s%s", cli->colour ? colours[zone] : "", bw_zone_get_shape (zone),
                          bw_zone_get_name (zone), cli->colour ? "\033[0m" : "");
}

static void
print_track (const BwTrackRecord *track)
{
  g_autofree char *hours = bw_cli_format_number (TRUE, track->n_hours, 0);

  /* Translators: a number of hours, percents and an interval */
  g_print (g_dngettext (GETTEXT_PACKAGE,
                        "Lately, over %s hour with a reading: the 80 %% band held %.0f %%; loss "
                        "%+.1f %% against your 14-day median (95 %% interval %+.1f to %+.1f %%).\n",
                        "Lately, over %s hours with a reading: the 80 %% band held %.0f %%; loss "
                        "%+.1f %% against your 14-day median (95 %% interval %+.1f to %+.1f %%).\n",
                        track->n_hours),
           hours, 100 * track->coverage80, -track->skill_percent, -track->skill_high,
           -track->skill_low);
}

/* The readings that came in its hours, for a forecast of the past. */
static void
add_came (JsonObject *object,
          GArray     *came,
          GTimeZone  *zone)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < came->len; i++)
    {
      const BwCame *one = &g_array_index (came, BwCame, i);
      g_autofree char *time = bw_time_format (one->time_ms, bw_time_offset (zone, one->time_ms));
      JsonObject *reading = json_object_new ();

      json_object_set_string_member (reading, "time", time);
      json_object_set_double_member (reading, "ms", one->value_ms);
      json_object_set_boolean_member (reading, "inside", one->inside);
      json_array_add_object_element (list, reading);
    }
  json_object_set_array_member (object, "came", list);
}

static void
print_came (GArray *came)
{
  guint inside = bw_came_count_inside (came);

  if (came->len > 0)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "Of %u reading in these hours, %u lay between low and high.\n",
                          "Of %u readings in these hours, %u lay between low and high.\n",
                          came->len),
             came->len, inside);
}

/* The night to come, and how its forecast did. */
static void
print_night (BwCli                 *cli,
             const BwNightForecast *night,
             GTimeZone             *zone)
{
  g_autofree char *from = bw_cli_format_time (night->from_ms, zone);
  g_autofree char *to = bw_cli_format_time (night->to_ms, zone);
  g_autofree char *median = bw_cli_format_number (TRUE, night->median_ms, 1);
  g_autofree char *low = bw_cli_format_number (TRUE, night->low_ms, 1);
  g_autofree char *high = bw_cli_format_number (TRUE, night->high_ms, 1);
  g_autofree char *usual = bw_cli_format_number (TRUE, night->usual_ms, 1);
  g_autofree char *shown = format_zone (cli, night->zone);
  const BwTrackRecord *track = &night->track;
  g_autofree char *nights = bw_cli_format_number (TRUE, track->n_hours, 0);

  /* Translators: two times, then four numbers of milliseconds */
  g_print (_("Next night, %s to %s: %s ms, in four of five nights %s to %s ms; usual is %s ms.\n"),
           from, to, median, low, high, usual);
  /* Translators: a score of 0–100, a zone (“● Green”) and a percentage */
  g_print (_("Its score: %d, %s; chance of a red night %.0f %%.\n"),
           bw_zone_shown_score (night->score), shown, 100 * night->p_red);
  if (track->known)
    /* Translators: a number of nights, percents and an interval */
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "Over the last %s night: its 80 %% band held %.0f %%; loss %+.1f %% "
                          "against the 60-day median (95 %% interval %+.1f to %+.1f %%).\n",
                          "Over the last %s nights: its 80 %% band held %.0f %%; loss %+.1f %% "
                          "against the 60-day median (95 %% interval %+.1f to %+.1f %%).\n",
                          track->n_hours),
             nights, 100 * track->coverage80, -track->skill_percent, -track->skill_high,
             -track->skill_low);
}

/* What the score now is made of, so that it can be computed again by hand. */
static void
print_terms (const BwForecast *forecast)
{
  g_autoptr (BwTable) table = bw_table_new ("lrrrrr");

  bw_table_add (table, g_strdup (_("Term")), g_strdup (_("Now")), g_strdup (_("Usual")),
                g_strdup (_("z")), g_strdup (_("Weight")), g_strdup (_("Points")));
  for (guint i = 0; i < forecast->pushes->len; i++)
    {
      const BwPush *push = g_ptr_array_index (forecast->pushes, i);
      char *now = NULL, *usual = NULL;
      BwTerm term;

      if (!bw_term_from_id (push->id, &term))
        continue;
      if (push->has_value)
        {
          now = bw_cli_format_term (term, push->value);
          usual = bw_cli_format_term (term, push->mean);
        }
      bw_table_add (table, g_strdup (bw_cli_get_term_name (term)), now, usual,
                    g_strdup_printf ("%+.2f", push->z),
                    bw_cli_format_number (TRUE, push->weight, 2),
                    /* Never “−0.0”. */
                    g_strdup_printf ("%+.1f", round (10 * push->push) / 10 + 0.0));
    }
  bw_table_print (table, TRUE);
}

static void
print_forecast (BwCli            *cli,
                const BwForecast *forecast,
                GArray           *came,
                GTimeZone        *zone)
{
  g_autofree char *issued = bw_cli_format_time (forecast->issued_ms, zone);
  const BwScoreWeights usual_weights = bw_score_weights_default ();
  const BwForecastHour *lowest = NULL;
  g_autoptr (BwTable) table = NULL;
  BwScoreWeights weights;

  memcpy (weights.weight, forecast->score_weights, sizeof weights.weight);
  g_print (_("For the 24 hours after %s\n"), issued);
  if (forecast->has_score)
    {
      g_autofree char *shown = format_zone (cli, forecast->zone_now);

      /* Translators: a score of 0–100, a zone (“● Green”) and its meaning (“primed”). */
      g_print (_("Now: %d, %s, %s\n"), bw_zone_shown_score (forecast->score_now), shown,
               bw_zone_get_meaning (forecast->zone_now));
    }
  else if (forecast->calibrating)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "Calibrating: %d of %d day with readings. Until then there is no score, "
                          "only your usual range.\n",
                          "Calibrating: %d of %d days with readings. Until then there is no score, "
                          "only your usual range.\n",
                          BW_BASELINE_CALIBRATION_DAYS),
             forecast->baseline_days, BW_BASELINE_CALIBRATION_DAYS);
  else
    g_print (_("No score: the readings are too old for one, so this is your usual range.\n"));
  g_print (_("Measure: %s. Model: %s. Baseline: %d days.\n"),
           bw_measure_get_name (forecast->measure), forecast->model, forecast->baseline_days);

  if (forecast->n_hours > 0)
    {
      g_print ("\n");
      table = bw_table_new (forecast->has_score ? "lrrrrlr" : "lrrr");
      if (forecast->has_score)
        bw_table_add (table, g_strdup (_("Hour")), g_strdup (_("Median (ms)")),
                      g_strdup (_("Low (ms)")), g_strdup (_("High (ms)")), g_strdup (_("Score")),
                      g_strdup (_("Zone")), g_strdup (_("P(red) (%)")));
      else
        bw_table_add (table, g_strdup (_("Hour")), g_strdup (_("Median (ms)")),
                      g_strdup (_("Low (ms)")), g_strdup (_("High (ms)")));
    }
  for (guint i = 0; i < forecast->n_hours; i++)
    {
      const BwForecastHour *hour = &forecast->hours[i];
      char *time = bw_cli_format_time (hour->time_ms, zone);
      char *median = bw_cli_format_number (TRUE, hour->median_ms, 1);
      char *low = bw_cli_format_number (TRUE, hour->low_ms, 1);
      char *high = bw_cli_format_number (TRUE, hour->high_ms, 1);

      if (forecast->has_score)
        bw_table_add (table, time, median, low, high,
                      g_strdup_printf ("%d", bw_zone_shown_score (hour->score)),
                      format_zone (cli, hour->zone),
                      bw_cli_format_number (TRUE, 100 * hour->p_red, 0));
      else
        bw_table_add (table, time, median, low, high);
      if (lowest == NULL || hour->score < lowest->score)
        lowest = hour;
    }
  if (table != NULL)
    bw_table_print (table, TRUE);

  if (lowest != NULL && forecast->has_score)
    {
      g_autofree char *time = bw_cli_format_time (lowest->time_ms, zone);

      g_print (_("Lowest hour: %s, score %d.\n"), time, bw_zone_shown_score (lowest->score));
    }
  if (bw_forecast_scores_differ (forecast) && forecast->pushes->len > 1)
    g_print (_("The score now counts resting heart rate and sleep too; the hours are HRV alone.\n"));
  print_came (came);
  if (forecast->track.known)
    print_track (&forecast->track);
  if (forecast->night.known)
    {
      g_print ("\n");
      print_night (cli, &forecast->night, zone);
    }
  else if (forecast->night.n_nights < BW_NIGHT_MIN_NIGHTS)
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "The next night is forecast from %d night with readings on; so far there "
                          "are %u.\n",
                          "The next night is forecast from %d nights with readings on; so far there "
                          "are %u.\n",
                          BW_NIGHT_MIN_NIGHTS),
             BW_NIGHT_MIN_NIGHTS, forecast->night.n_nights);
  if (forecast->pushes->len > 0)
    {
      g_print ("\n");
      print_terms (forecast);
      if (!bw_score_weights_is_like (&weights, &usual_weights))
        g_print (_("The weights are your own; “forecast weights --reset” goes back to the usual "
                   "ones.\n"));
    }
  bw_cli_print_notes (forecast->notes);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  static const char *const models[] = { "best",     "average",     "lstm",   "profile", "median",
                                        "seasonal", "persistence", "damped", "level",   "ridge",
                                        NULL };
  g_autofree char *at = NULL;
  g_autofree char *model = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_("As if it were this time (just after the data)"),
      N_("TIME") },
    { "model", 0, 0, G_OPTION_ARG_STRING, &model,
      N_("best, average, lstm, profile, median, seasonal, persistence, damped, level or ridge"),
      N_("NAME") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwForecast) forecast = NULL;
  g_autoptr (GArray) came = NULL;
  g_autoptr (GError) read_only = NULL;
  gint64 at_ms = G_MAXINT64;
  gboolean keep;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error))
    return FALSE;
  if (model != NULL && !g_strv_contains (models, model))
    return bw_cli_set_usage_error (error, _("There is no model “%s”"), model);

  /* A forecast of now by the best model, on the library's measure, is kept, so that it can be held
   * against what came. */
  keep = at == NULL && (model == NULL || strcmp (model, "best") == 0)
         && cli->measure == BW_MEASURE_AUTO;
  if (keep)
    library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, &read_only);
  if (read_only != NULL && !g_error_matches (read_only, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    {
      g_propagate_error (error, g_steal_pointer (&read_only));
      return FALSE;
    }
  if (library == NULL)
    {
      keep = FALSE;
      library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
    }
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (at != NULL && !bw_cli_parse_time (at, zone, FALSE, &at_ms, error))
    return FALSE;

  forecast = bw_forecast_run (library, cli->measure, at_ms, model != NULL ? model : "best", keep,
                              cli->progress, cli->cancellable, error);
  if (forecast == NULL)
    return FALSE;
  came = bw_came_read (library, forecast, error);
  if (came == NULL)
    return FALSE;

  bw_cli_clear_progress ();
  if (read_only != NULL)
    bw_cli_tell_result_not_kept (read_only);
  if (cli->json)
    {
      g_autoptr (JsonNode) root = bw_forecast_to_json (forecast);

      add_came (json_node_get_object (root), came, zone);
      bw_cli_print_json (root);
    }
  else
    print_forecast (cli, forecast, came, zone);
  return TRUE;
}

const BwCliVerb bw_cli_verb_forecast_run = {
  .name = "forecast run",
  .summary = N_("Forecast the next 24 hours as a fatigue score"),
  .description = N_("The score runs from 0 to 100, high is fresh: ● green from 70, ◆ yellow from 40, "
                    "■ red below. Low and high\n"
                    "hold between them what comes four times out of five. Not a medical device."),
  .run = run,
};
