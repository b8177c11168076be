/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/bw-cli-export-private.h"
#include "report/bw-forecast-figure.h"

#include <glib/gi18n-lib.h>

gboolean
bw_cli_export_forecast (BwCli                     *cli,
                        const BwCliExportOptions  *options,
                        const char                *kind,
                        const char                *path,
                        BwCliExported             *exported,
                        GError                   **error)
{
  const BwThresholds thresholds = BW_THRESHOLDS_DEFAULT;
  g_autoptr (BwLibrary) library = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autoptr (BwOutlook) outlook = NULL;
  g_autoptr (BwForecastFigure) figure = NULL;
  g_autoptr (GBytes) bytes = NULL;
  BwPlotFormat format = BW_PLOT_FORMAT_PNG;
  gint64 at_ms = G_MAXINT64;
  double days = 7;

  if (!bw_cli_parse_number ("--days", options->days, 1, BW_FORECAST_FIGURE_MAX_DAYS, &days, error))
    return FALSE;
  library = bw_cli_open_library (cli, BW_LIBRARY_READ, error);
  if (library == NULL)
    return FALSE;
  zone = bw_library_get_zone (library);
  if (options->at != NULL && !bw_cli_parse_time (options->at, zone, FALSE, &at_ms, error))
    return FALSE;

  outlook = bw_outlook_new (library, cli->measure, at_ms, (guint) days, cli->progress,
                            cli->cancellable, error);
  if (outlook == NULL)
    return FALSE;
  figure = bw_forecast_figure_new (outlook, &thresholds);
  bw_plot_format_from_id (kind, &format);
  bytes = bw_forecast_figure_render (figure, (guint) days, format,
                                     bw_plot_palette_get (options->dark, FALSE), error);
  return bw_cli_export_write (cli, path, bytes, error);
}
