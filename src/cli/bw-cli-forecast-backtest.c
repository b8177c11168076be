/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "forecast/bw-backtest.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_DAYS 3650

typedef struct
{
  char *days;
  char *stride;
  gboolean no_lstm;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->days);
  g_free (options->stride);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* --- Text ------------------------------------------------------------------------------------- */

static char *
format_percent (double share)
{
  return bw_cli_format_number (isfinite (share), 100 * share, 0);
}

static gboolean
is_known (const BwDifference *difference)
{
  return isfinite (difference->low) && isfinite (difference->high);
}

/* "−1.2"; nothing for what is held against itself. Returns: (transfer full) (nullable) */
static char *
format_difference (const BwBacktestModel *model,
                   const BwDifference    *difference)
{
  if (g_str_equal (model->id, bw_rival_get_id (BW_RIVAL_AVERAGE)) || !is_known (difference))
    return NULL;
  return g_strdup_printf ("%+.1f", difference->percent);
}

static char *
format_interval (const BwBacktestModel *model,
                 const BwDifference    *difference)
{
  if (g_str_equal (model->id, bw_rival_get_id (BW_RIVAL_AVERAGE)) || !is_known (difference))
    return NULL;
  /* Translators: a 95 % interval, in percent */
  return g_strdup_printf (_("%+.1f to %+.1f"), difference->low, difference->high);
}

static char *
format_title (const BwBacktest      *backtest,
              const BwBacktestModel *model)
{
  const char *title = bw_backtest_model_get_title (model);

  /* Translators: behind the forecast that is preferred */
  return g_str_equal (model->id, backtest->shown) ? g_strdup_printf (_("%s (preferred)"), title)
                                                  : g_strdup (title);
}

static void
print_models (const BwBacktest *backtest)
{
  g_autoptr (BwTable) table = bw_table_new ("lrrrrrrrr");

  /* Translators: headings of one table. “Loss” is the mean pinball loss; “against” and the interval are
   * its difference from that of the average, in percent; MAE, RMSE, MASE keep their names. */
  bw_table_add (table, g_strdup (_("Forecast")), g_strdup (_("Loss")),
                g_strdup (_("Against average (%)")),
                /* xgettext:no-c-format */
                g_strdup (_("95 % interval")), g_strdup (_("MAE")), g_strdup (_("RMSE")),
                g_strdup (_("MASE")), g_strdup (_("In band (%)")), g_strdup (_("Band width")));
  for (guint i = 0; i < backtest->models->len; i++)
    {
      const BwBacktestModel *model = g_ptr_array_index (backtest->models, i);
      const BwBacktestFigures *all = &model->all;

      bw_table_add (table, format_title (backtest, model),
                    bw_cli_format_number (TRUE, all->pinball, 4),
                    format_difference (model, &all->vs_average),
                    format_interval (model, &all->vs_average),
                    bw_cli_format_number (TRUE, all->mae_ln, 3),
                    bw_cli_format_number (TRUE, all->rmse_ln, 3),
                    bw_cli_format_number (all->has_mase, all->mase, 2),
                    format_percent (all->coverage80),
                    bw_cli_format_number (TRUE, all->width80_ln, 2));
    }
  bw_table_print (table, TRUE);
}

static void
print_blocks (const BwBacktest *backtest)
{
  g_autoptr (BwTable) table = bw_table_new ("lrrrrrr");

  /* Translators: headings of one table: the loss, and the share inside the band, of the hours 1–6 ahead,
   * 7–12, and 13–24 */
  bw_table_add (table, g_strdup (_("Hours ahead")), g_strdup (_("Loss 1–6")),
                g_strdup (_("7–12")), g_strdup (_("13–24")), g_strdup (_("In band (%) 1–6")),
                g_strdup (_("7–12")), g_strdup (_("13–24")));
  for (guint i = 0; i < backtest->models->len; i++)
    {
      const BwBacktestModel *model = g_ptr_array_index (backtest->models, i);
      const BwBacktestFigures *block = model->by_block;

      bw_table_add (table, format_title (backtest, model),
                    bw_cli_format_number (block[0].n > 0, block[0].pinball, 4),
                    bw_cli_format_number (block[1].n > 0, block[1].pinball, 4),
                    bw_cli_format_number (block[2].n > 0, block[2].pinball, 4),
                    bw_cli_format_number (block[0].n > 0, 100 * block[0].coverage80, 0),
                    bw_cli_format_number (block[1].n > 0, 100 * block[1].coverage80, 0),
                    bw_cli_format_number (block[2].n > 0, 100 * block[2].coverage80, 0));
    }
  bw_table_print (table, TRUE);
}

static void
print_zones (const BwBacktest *backtest)
{
  g_autoptr (BwTable) table = bw_table_new ("lrrrr");

  /* Translators: headings of one table: how often the zone was right; of the red hours those warned of;
   * of the warnings those that came true; of the hours that were not red those warned of */
  bw_table_add (table, g_strdup (_("Zones")), g_strdup (_("Zone right (%)")),
                g_strdup (_("Red found (%)")), g_strdup (_("Warnings right (%)")),
                g_strdup (_("False alarms (%)")));
  for (guint i = 0; i < backtest->models->len; i++)
    {
      const BwBacktestModel *model = g_ptr_array_index (backtest->models, i);
      const BwBacktestFigures *all = &model->all;

      bw_table_add (table, format_title (backtest, model),
                    format_percent (bw_backtest_figures_zone_accuracy (all)),
                    format_percent (bw_backtest_figures_red_sensitivity (all)),
                    format_percent (bw_backtest_figures_red_precision (all)),
                    format_percent (bw_backtest_figures_red_false_alarm (all)));
    }
  bw_table_print (table, TRUE);
}

static void
print_text (const BwBacktest *backtest,
            GTimeZone        *zone,
            gboolean          kept)
{
  g_autoptr (GPtrArray) verdict = bw_backtest_get_verdict (backtest);
  g_autofree char *from = bw_cli_format_time (backtest->from_ms, zone);
  g_autofree char *to = bw_cli_format_time (backtest->to_ms, zone);
  g_autofree char *took = bw_cli_format_duration (backtest->seconds);

  for (guint i = 0; i < verdict->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (verdict, i));
  g_print ("\n");
  print_models (backtest);
  g_print ("\n");
  print_blocks (backtest);
  g_print ("\n");
  print_zones (backtest);
  g_print ("\n");
  /* Translators: two times and three counts */
  g_print (_("From %s to %s: %u origins, %u hours with a reading, %u forecasts of one hour each.\n"),
           from, to, backtest->n_origins, backtest->n_hours, backtest->n_targets);
  g_print (_("Measure: %s.\n"), bw_measure_get_name (backtest->options.measure));
  if (kept)
    g_print (_("Kept in the library.\n"));
  g_print (_("Took %s.\n"), took);
}

/* --- The verb --------------------------------------------------------------------------------- */

/* What was asked for in no other way than usual is kept, for the page that shows it; that it cannot be, in
 * a library that may only be read, say, is told and no more. */
static gboolean
keep (BwCli         *cli,
      const Options *options,
      BwBacktest    *backtest)
{
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwBacktestRow) row = NULL;

  if (options->days != NULL || options->stride != NULL || options->no_lstm)
    return FALSE;
  row = bw_backtest_to_row (backtest);
  library = bw_library_open (cli->library_path, BW_LIBRARY_WRITE, &error);
  if (library != NULL && bw_library_set_backtest (library, row, &error))
    return TRUE;
  bw_cli_tell_result_not_kept (error);
  return FALSE;
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_STRING, &options.days,
      N_("On the last N days (the newest third of the data)"), N_("N") },
    { "stride", 0, 0, G_OPTION_ARG_STRING, &options.stride,
      N_("Hours from one forecast to the next (6)"), N_("HOURS") },
    { "no-lstm", 0, 0, G_OPTION_ARG_NONE, &options.no_lstm, N_("Leave the LSTM out, which takes long"),
      NULL },
    G_OPTION_ENTRY_NULL
  };
  BwBacktestOptions backtest_options = { 0 };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwBacktest) backtest = NULL;
  g_autofree char *preset = NULL;
  double days = 0, stride = 0;
  gboolean kept;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error)
      || !bw_cli_parse_number ("--days", options.days, 1, MAX_DAYS, &days, error)
      || !bw_cli_parse_number ("--stride", options.stride, 1, 24, &stride, error))
    return FALSE;
  backtest_options.days = (guint) days;
  backtest_options.stride_hours = (guint) stride;
  backtest_options.nets = !options.no_lstm;

  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  backtest_options.measure = cli->measure;
  preset = bw_library_get_setting (library, "preset");
  if (preset != NULL)
    bw_preset_from_id (preset, &backtest_options.preset);
  backtest = bw_backtest_run (library, &backtest_options, cli->progress, cli->cancellable, error);
  if (backtest == NULL)
    return FALSE;
  g_clear_pointer (&library, bw_library_close);
  kept = keep (cli, &options, backtest);

  bw_cli_clear_progress ();
  if (cli->json)
    {
      g_autoptr (JsonNode) root = bw_backtest_to_json (backtest);

      json_object_set_boolean_member (json_node_get_object (root), "kept", kept);
      bw_cli_print_json (root);
    }
  else
    print_text (backtest, zone, kept);
  return TRUE;
}

const BwCliVerb bw_cli_verb_forecast_backtest = {
  .name = "forecast backtest",
  .summary = N_("Tell how good the forecasts are, on days that no model had seen"),
  .description = N_("Forecasts are made as if at each of those hours, from what was known then: plain "
                    "models fitted anew every week, the LSTM\n"
                    "every eight weeks. “Loss” is the mean pinball loss and, like MAE, RMSE and the width "
                    "of the 80 % band, of ln ms; below zero\n"
                    "against the average is better. “MASE” is the error over that of the same hour of "
                    "the day before. An hour is red where the\n"
                    "level was, as it is known later; a warning is P(red) of 30 % or more. What is found "
                    "without options is kept in the library."),
  .run = run,
};
