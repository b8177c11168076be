/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "forecast/bw-forecast.h"

#include <glib/gi18n-lib.h>

/* JSON as the library keeps it. */
static void
add_object (JsonBuilder *builder,
            const char  *key,
            const char  *text)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_value (builder, json_from_string (text, NULL));
}

static void
print_json (const BwTrainResult *result,
            GTimeZone           *zone)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  bw_json_add_int (builder, "model", result->model_id);
  bw_json_add_string (builder, "preset", bw_preset_get_id (result->preset));
  bw_json_add_string (builder, "measure", bw_measure_get_id (result->measure));
  bw_json_add_int (builder, "parameters", result->parameters);
  bw_json_add_int (builder, "hours_used", result->hours_used);
  bw_json_add_int (builder, "epochs", result->epochs);
  bw_json_add_double (builder, "train_loss", TRUE, result->train_loss);
  bw_json_add_double (builder, "validation_loss", TRUE, result->validation_loss);
  bw_json_add_double (builder, "seconds", TRUE, result->seconds);
  bw_json_add_int (builder, "best_epoch", result->best_epoch);
  bw_json_add_int (builder, "seed", (gint64) result->seed);
  bw_json_add_time (builder, "from", TRUE, result->from_ms, zone);
  bw_json_add_time (builder, "to", TRUE, result->to_ms, zone);
  bw_json_add_string (builder, "fingerprint", result->fingerprint);
  add_object (builder, "configuration", result->configuration);
  add_object (builder, "metrics", result->metrics);
  bw_json_add_notes (builder, result->notes);
  json_builder_end_object (builder);
  bw_cli_print_builder (builder);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  BwTrainOptions options = { .until_ms = G_MAXINT64 };
  g_autofree char *preset = NULL;
  g_autofree char *until = NULL;
  g_autofree char *setting = NULL;
  gint64 seed = 0;
  const GOptionEntry entries[] = {
    { "preset", 0, 0, G_OPTION_ARG_STRING, &preset, N_("Which network"), "default|tutorial" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("Of the starting weights (0)"), N_("S") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until, N_("Use nothing later than this"), N_("TIME") },
    { "from-chance", 0, 0, G_OPTION_ARG_NONE, &options.from_chance,
      N_("Begin with random weights, not with what simulated people teach"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwTrainResult) result = NULL;

  if (!bw_cli_parse (cli, entries, 0, 0, NULL, error))
    return FALSE;
  if (seed < 0)
    return bw_cli_set_usage_error (error, _("“--seed” cannot be below 0"));
  options.seed = (guint64) seed;
  if (preset != NULL && !bw_preset_from_id (preset, &options.preset))
    return bw_cli_set_usage_error (error, _("“--preset” is “default” or “tutorial”, not “%s”"),
                                   preset);

  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (until != NULL && !bw_cli_parse_time (until, zone, TRUE, &options.until_ms, error))
    return FALSE;
  options.measure = cli->measure;
  setting = preset == NULL ? bw_library_get_setting (library, "preset") : NULL;
  if (setting != NULL)
    bw_preset_from_id (setting, &options.preset);

  result = bw_forecast_train (library, &options, cli->progress, cli->cancellable, error);
  if (result == NULL)
    return FALSE;

  bw_cli_clear_progress ();
  if (cli->json)
    {
      print_json (result, zone);
    }
  else
    {
      g_autoptr (BwTable) table = bw_table_new ("lr");
      g_autofree char *took = bw_cli_format_duration (result->seconds);

      bw_table_add (table, g_strdup (_("Model")),
                    g_strdup_printf ("%" G_GINT64_FORMAT, result->model_id));
      bw_table_add (table, g_strdup (_("Preset")), g_strdup (bw_preset_get_id (result->preset)));
      bw_table_add (table, g_strdup (_("Measure")),
                    g_strdup (bw_measure_get_name (result->measure)));
      bw_table_add (table, g_strdup (_("Parameters")), g_strdup_printf ("%u", result->parameters));
      bw_table_add (table, g_strdup (_("Hours with readings")),
                    g_strdup_printf ("%u", result->hours_used));
      bw_table_add (table, g_strdup (_("Epochs")), g_strdup_printf ("%u", result->epochs));
      bw_table_add (table, g_strdup (_("Training loss")),
                    bw_cli_format_number (TRUE, result->train_loss, 4));
      bw_table_add (table, g_strdup (_("Validation loss")),
                    bw_cli_format_number (TRUE, result->validation_loss, 4));
      bw_table_print (table, FALSE);
      g_print (_("Took %s.\n"), took);
      bw_cli_print_notes (result->notes);
    }
  return TRUE;
}

const BwCliVerb bw_cli_verb_forecast_train = {
  .name = "forecast train",
  .summary = N_("Train the personal network and try it against plain rivals"),
  .description = N_("The model is kept in the library. The same data, options and machine give the "
                    "same model. Where the network does\n"
                    "not beat the plain rivals, “forecast run” goes on using the best of those."),
  .run = run,
};
