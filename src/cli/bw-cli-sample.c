/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "export/bw-export-sample.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static gboolean
run (BwCli   *cli,
     GError **error)
{
  BwSampleOptions options = { 0 };
  int days = 0;
  gint64 seed = 0;
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_("Days of data (150)"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("Another person (0)"), N_("S") },
    { "comma", 0, 0, G_OPTION_ARG_NONE, &options.comma,
      N_("Decimal commas in beat times and ECGs"), NULL },
    { "12-hour", 0, 0, G_OPTION_ARG_NONE, &options.clock_12h, N_("Beat times with AM and PM"),
      NULL },
    { "winter", 0, 0, G_OPTION_ARG_NONE, &options.winter_shift,
      N_("Exported in winter, an hour off the clock of the data"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_auto (GStrv) words = NULL;
  g_autofree char *shown = NULL;
  GStatBuf status = { 0 };

  if (!bw_cli_parse (cli, entries, 1, 1, &words, error))
    return FALSE;
  if (days < 0)
    return bw_cli_set_usage_error (error, _("“--days” cannot be below 0"));
  if (seed < 0)
    return bw_cli_set_usage_error (error, _("“--seed” cannot be below 0"));

  if (!bw_cli_check_output (cli, words[0], NULL, error))
    return FALSE;
  options.days = (guint) days;
  options.seed = (guint64) seed;
  if (!bw_export_sample (words[0], &options, cli->progress, cli->cancellable, error))
    return FALSE;

  g_stat (words[0], &status);
  shown = bw_cli_format_path (words[0]);
  bw_cli_clear_progress ();
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "path", words[0]);
      bw_json_add_int (builder, "seed", seed);
      bw_json_add_int (builder, "size_bytes", status.st_size);
      json_builder_end_object (builder);
      bw_cli_print_builder (builder);
    }
  else
    {
      g_autofree char *size = bw_cli_format_size (status.st_size);

      g_print (_("Wrote a sample person’s export to “%s” (%s).\n"), shown, size);
    }
  return TRUE;
}

const BwCliVerb bw_cli_verb_sample = {
  .name = "sample",
  .arguments = N_("OUT.zip"),
  .summary = N_("Write a synthetic person’s Apple Health export"),
  .description = N_("The export is read by “import” like a real one: heart rate, steps, sleep, "
                    "workouts, HRV readings with beats,\n"
                    "and ECGs, fasting (from 7:30) and after glucose (from 8:25). The same options "
                    "give the same bytes."),
  .run = run,
};
