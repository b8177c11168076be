/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "forecast/bw-forecast-record.h"
#include "forecast/bw-forecast-weights.h"

#include <glib/gi18n-lib.h>

static gboolean
run (BwCli   *cli,
     GError **error)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (BwModelRow) row = NULL;
  BwPreset preset;
  BwMeasure measure;

  if (!bw_cli_parse (cli, entries, 1, 1, &words, error))
    return FALSE;
  row = bw_forecast_weights_read (words[0], error);
  if (row == NULL)
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_CREATE, error);
  if (library == NULL || !bw_library_add_model (library, row, error))
    return FALSE;
  bw_forecast_record_is_of (row, &preset, &measure);
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      bw_json_add_int (builder, "model", row->id);
      bw_json_add_string (builder, "preset", bw_preset_get_id (preset));
      bw_json_add_string (builder, "measure", bw_measure_get_id (measure));
      bw_json_add_boolean (builder, "tried", FALSE);
      json_builder_end_object (builder);
      bw_cli_print_builder (builder);
      return TRUE;
    }
  g_print (_("It is model %lld. It was not tried on days it had not seen, so the forecast shown stays "
             "a plain one; “forecast run --model lstm” asks it where no network was trained here.\n"),
           (long long) row->id);
  return TRUE;
}

const BwCliVerb bw_cli_verb_forecast_import = {
  .name = "forecast import",
  .arguments = "FILE.safetensors",
  .summary = N_("Take a forecast network out of a file into the library"),
  .description = N_("One that “export safetensors --model ID” wrote. A network that is trained here "
                    "goes before it."),
  .run = run,
};
