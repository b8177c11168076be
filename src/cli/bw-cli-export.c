/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-output.h"
#include "report/bw-forecast-figure.h"

#include <glib/gi18n-lib.h>

static gboolean
write_file (const char  *path,
            GBytes      *bytes,
            GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return g_file_replace_contents (file, data, length, NULL, FALSE,
                                  G_FILE_CREATE_REPLACE_DESTINATION, NULL, NULL, error);
}

static gboolean
run (BwCli   *cli,
     GError **error)
{
  g_autofree char *at = NULL;
  gboolean dark = FALSE;
  int days = 7;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &at, N_("As if it were this time (just after the data)"),
      N_("TIME") },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_("Days before it to show (7)"), N_("N") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, N_("Light on dark"), NULL },
    { NULL }
  };
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  g_auto (GStrv) words = NULL;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwOutlook) outlook = NULL;
  g_autoptr (BwForecastFigure) figure = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *shown = NULL;
  gint64 at_ms = G_MAXINT64;
  BwPlotFormat format;

  if (!bw_cli_parse (cli, entries, 2, 2, &words, error))
    return FALSE;
  if (!bw_plot_format_from_id (words[0], &format))
    return bw_cli_set_usage_error (error, _("The kind is “png”, “svg” or “pdf”, not “%s”"),
                                   words[0]);
  if (days < 1 || days > BW_FORECAST_FIGURE_MAX_DAYS)
    return bw_cli_set_usage_error (error, _("“--days” lies between 1 and %d"),
                                   BW_FORECAST_FIGURE_MAX_DAYS);

  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (at != NULL && !bw_cli_parse_time (at, zone, FALSE, &at_ms, error))
    return FALSE;

  outlook = bw_outlook_new (library, bw_cli_get_measure (library), at_ms, (guint) days,
                            cli->progress, cli->cancellable, error);
  if (outlook == NULL)
    return FALSE;
  figure = bw_forecast_figure_new (outlook, &thresholds);
  bytes = bw_forecast_figure_render (figure, (guint) days, format,
                                     bw_plot_palette_get (dark, FALSE), NULL, error);
  if (bytes == NULL || !write_file (words[1], bytes, error))
    return FALSE;

  bw_cli_clear_progress ();
  if (cli->json)
    {
      g_autoptr (JsonBuilder) builder = json_builder_new ();

      json_builder_begin_object (builder);
      bw_json_add_string (builder, "path", words[1]);
      bw_json_add_string (builder, "kind", words[0]);
      bw_json_add_int (builder, "size_bytes", (gint64) g_bytes_get_size (bytes));
      json_builder_end_object (builder);
      bw_cli_print_builder (builder);
    }
  else
    {
      shown = g_filename_display_name (words[1]);
      g_print (_("Wrote the forecast’s chart to “%s”.\n"), shown);
    }
  return TRUE;
}

const BwCliVerb bw_cli_verb_export = {
  .name = "export",
  .arguments = N_("png|svg|pdf OUT"),
  .summary = N_("Write the chart of the forecast as a picture"),
  /* xgettext:no-c-format */
  .description = N_("The chart shows the days before the forecast, its 24 hours with their 80 % band, "
                    "and the three zones."),
  .run = run,
};
